/*
 * label-table.c - the words that announce a kind of value
 *
 * English, Chinese, pinyin in full and abbreviated as databases and interfaces write them.  Words
 * are tails: "userBloodType" ends in bloodtype.  "=word" is a label only where nothing
 * stands before it.  A row of KIND_NONE holds longer words that take back a shorter one.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "label.h"

#include <glib.h>

/*
 * Rows that are not asked at joints are of kinds that have a form of their own: their labels explain
 * masks and hashes.
 */
const LabelRow label_rows[] = {
	{KIND_QQ, true,
         "qq|qqno|qqnum|qqnumber|qqh|qqhao|qqhm|qqaccount|QQ号|QQ号码|QQ账号|QQ帐号|企鹅号|扣扣|"
         "扣扣号|"
         "扣扣号码"},
	{KIND_WECHAT_ID, true,
         "wechat|wechatid|wechatno|wechataccount|wechatnumber|weixin|weixinid|weixinhao|weixinno|"
         "wxid|"
         "wxno|wxhao|wxh|微信|微信号|微信号码|微信账号|微信帐号|微信ID|个人微信|加微信|联系微信"},
	{KIND_WEIBO_ID, true,
         "weibo|weiboid|weibouid|weiboaccount|sinauid|sinaweibo|wbuid|微博|微博号|微博ID|微博账号|"
         "微博uid|新浪微博"},
	{KIND_BLOOD_TYPE, true,
         "bloodtype|bloodgroup|bloodcategory|abotype|aboblood|xuexing|=xx型|血型|ABO血型|血型ABO"},
	{KIND_SEX, true,
         "sex|gender|xingbie|=xb|usersex|sexname|gendername|性别|性別|孩子性别|患者性别|用户性别"},
	{KIND_ETHNICITY, true, "ethnicity|ethnic|ethnicgroup|minzu|=mz|民族|族别|所属民族|=nation"},
	{KIND_NATIONALITY, true, "nationality|citizenship|guoji|国籍|國籍"},
	{KIND_RELIGION, true,
         "religion|religiousbelief|religious|faith|zongjiao|zjxy|宗教|宗教信仰|信仰宗教|=信仰"},
	{KIND_POLITICAL_STATUS, true,
         "politicalstatus|politicalstate|politicaloutlook|politicalaffiliation|politics|"
         "politicsstatus|"
         "politicalface|zzmm|zhengzhimianmao|政治面貌|政治面目|党派"},
	{KIND_MARITAL_STATUS, true,
         "maritalstatus|marital|marriage|marriagestatus|maritalstate|marry|married|hyzk|hunyin|"
         "hunyinzhuangkuang|婚姻状况|婚姻状态|婚姻|婚姻情况|婚否|婚姻狀況|婚姻狀態"},
	{KIND_EDUCATION, true,
         "education|educationlevel|educationbackground|edulevel|edu|educationdegree|degree|"
         "academic|"
         "diploma|highestdegree|xueli|=xl|whcd|文化程度|学历|最高学历|学位|教育程度|受教育程度|"
         "学历层次|文化水平|學歷|最高學歷|學位"},
	{KIND_OCCUPATION, true,
         "occupation|profession|vocation|jobtitle|zhiye|职业|职业名称|从事职业|职务|职位|工种|岗位|"
         "职称|zhiwu|zhicheng|職業|職稱|職務|職位"},
	{KIND_EMPLOYER, true,
         "employer|workunit|workplace|companyofwork|workcompany|employername|gzdw|gongzuodanwei|"
         "工作单位|就职单位|就职公司|所在单位|现工作单位|任职公司|任职单位|供职单位|单位名称|"
         "就读学校|"
         "毕业院校|毕业学校|学校名称|服务处所|工作單位|服務單位|任職公司|就讀學校|畢業學校"},
	{KIND_INCOME, true,
         "income|salary|wage|annualincome|monthlyincome|monthincome|yearincome|annualsalary|"
         "basesalary|"
         "grosspay|netpay|shouru|nianshouru|yueshouru|gongzi|xinzi|收入|年收入|月收入|工资|薪资|"
         "薪水|"
         "年薪|月薪|家庭年收入|税前收入|税后收入|基本工资|实发工资|应发工资|薪資"},
	{KIND_BALANCE, true,
         "accountbalance|balance|availablebalance|walletbalance|cardbalance|usermoney|"
         "depositbalance|"
         "zhye|账户余额|帐户余额|余额|可用余额|钱包余额|存款余额|卡内余额|资金余额|零钱余额|"
         "帳戶餘額|賬戶餘額|餘額"},
	{KIND_DISABILITY, true,
         "disability|disabilitytype|disabilitylevel|disabilitycategory|handicap|canji|"
         "cjlb|"
         "残疾|残疾类别|残疾类型|残疾等级|残疾情况|残疾人类别|残疾证号|残疾人证号|身心障礙類別|"
         "殘疾類別"},
	{KIND_DIAGNOSIS, true,
         "diagnosis|diagnose|diagnosiscode|diagnosisname|diagcode|diagname|icd|icd10|icdcode|"
         "icd10code|"
         "icdname|disease|diseasename|diseasecode|clinicaldiagnosis|chiefcomplaint|zhenduan|zdmc|"
         "zdbm|"
         "诊断|临床诊断|初步诊断|入院诊断|出院诊断|门诊诊断|主要诊断|西医诊断|中医诊断|诊断结果|"
         "诊断名称|"
         "诊断编码|确诊|疾病|疾病名称|病名|病种|主诉|现病史|既往史|过敏史|病史|疾病编码|診斷|"
         "診斷結果|疾病名稱|過敏史"},
	{KIND_MEDICAL_RECORD, true,
         "mrn|medicalrecordno|medicalrecord|medicalrecordnumber|medicalrecordid|patientno|"
         "patientnumber|"
         "caseno|admissionno|inpatientno|outpatientno|visitno|blh|zyh|mzh|jzh|bah|binglihao|病历号|"
         "病案号|"
         "住院号|门诊号|就诊号|就诊卡号|病历编号|住院编号|诊疗卡号|健康卡号|检查号|体检号|病人号|"
         "病床号|病歷號|病歷號碼|住院號|門診號|健保卡號"},
	{KIND_SOCIAL_SECURITY, true,
         "socialsecurityno|socialsecuritynumber|socialsecurity|socialsecuritycard|"
         "socialinsuranceno|"
         "medicalinsuranceno|sbno|sbkh|sbh|ybkh|ybh|shebaohao|shbzh|社保号|社保卡号|社保卡|"
         "社保编号|"
         "社会保障号|社会保障号码|社会保障卡号|社会保障卡|医保号|医保卡号|医保编号|医疗保险号|"
         "医疗证号|"
         "参保号|电脑号|个人社保号"},
	{KIND_BANK_ACCOUNT, true,
         "bankaccount|accountno|bankaccountno|bankaccountnumber|bankacct|bankacctno|acctno|"
         "accountnumber|"
         "acctnumber|payeeaccount|payaccount|yhzh|yinhangzhanghao|银行账号|银行帐号|银行账户|"
         "银行帐户|"
         "收款账号|收款账户|付款账号|开户账号|开户帐号|结算账户|结算账号|对公账号|提现账号|"
         "公积金账号|"
         "资金账号|证券账号|汇款账号|銀行帳號|銀行賬號|銀行帳戶|收款帳號|匯款帳號"},
	{KIND_CARD_CVV, true,
         "cvv|cvv2|cvc|cvc2|cvn|cvn2|csc|cardcvv|securitycode|cardsecuritycode|"
         "cardverificationcode|"
         "安全码|卡安全码|信用卡安全码|卡背三位数|校验码|卡片验证码|安全碼|檢查碼"},
	{KIND_CARD_EXPIRY, true,
         "expiry|expirydate|expdate|cardexpiry|cardexp|expirationdate|validthru|validthrough|"
         "cardvalidity|cardexpire|expmonth|=exp|有效期|卡有效期|信用卡有效期|有效期至|卡片有效期|"
         "有效期限"},
	{KIND_GEOHASH, true, "geohash|geo5|geo6|geohash5|geohash6|geohash7|geohash8|地理哈希"},
	{KIND_PASSWORD, true,
         "password|passwd|pwd|passphrase|userpassword|userpwd|loginpwd|loginpassword|paypassword|"
         "paypwd|passcode|userpass|dbpass|dbpassword|oldpassword|newpassword|plainpassword|"
         "rawpassword|mima|kouling|密码|口令|登录密码|支付密码|用户密码|初始密码|默认密码|登陆密码|"
         "交易密码|取款密码|开机密码|wifi密码|新密码|旧密码|原密码|密碼|登入密碼|通行碼"},
	{KIND_SECRET_KEY, true,
         "apikey|apisecret|apitoken|secretkey|clientsecret|appsecret|appkey|accesstoken|authtoken|"
         "refreshtoken|accesskey|accesskeyid|accesskeysecret|secretaccesskey|secretid|privatetoken|"
         "bearertoken|authkey|signkey|signsecret|signingkey|signingsecret|encryptkey|encryptionkey|"
         "aeskey|encodingaeskey|masterkey|consumersecret|webhooksecret|paykey|mchkey|merchantkey|"
         "apiv3key|sessionkey|partnerkey|jwtsecret|密钥|秘钥|私钥|访问密钥|接口密钥|商户密钥|"
         "应用密钥|"
         "签名密钥|支付密钥|AppSecret密钥|密鑰|金鑰|私鑰"},
	{KIND_BIOMETRIC, true,
         "facefeature|facefeatures|facevector|facetemplate|faceembedding|faceencoding|facedata|"
         "facetoken|facedescriptor|facialfeature|fingerprint|fingerprints|fingerprinttemplate|"
         "fingerprintdata|fptemplate|fptpl|fingertemplate|fingervein|palmprint|palmvein|voiceprint|"
         "voicefeature|voicevector|voicetemplate|voiceembedding|iris|iriscode|iristemplate|"
         "irisfeature|"
         "biometric|biometrics|biometrictemplate|biometricdata|zhiwen|renlian|人脸特征|人脸特征值|"
         "人脸模板|人脸向量|人脸数据|面部特征|指纹|指纹模板|指纹特征|指纹数据|声纹|声纹特征|"
         "声纹模板|"
         "虹膜|虹膜特征|掌纹|掌静脉|指静脉|生物特征|人脸识别特征|人臉特徵|指紋|聲紋|虹膜特徵"},
	{KIND_ID_CARD_PHOTO, true,
         "idcardphoto|idcardimage|idcardimg|idcardpic|idcardfront|idcardback|idcardfrontimg|"
         "idcardbackimg|idcardfrontimage|idcardbackimage|idphoto|identityphoto|identitycardphoto|"
         "certphoto|certimage|idcardpositive|idcardhand|handidcard|身份证照片|身份证正面|"
         "身份证反面|"
         "身份证正面照|身份证反面照|身份证图片|手持身份证|手持身份证照|手持身份证照片|证件照片|"
         "证件照|"
         "身份证影像|身份证人像面|身份证国徽面|身份证扫描件|身份证复印件|证件图片|护照照片|"
         "身分證照片|身份證照片"},
	{KIND_PERSON_NAME, true,
         "realname|truename|fullname|xingming|=xm|zsxm|chinesename|cnname|patientname|"
         "studentname|customername|contactname|receivername|recipientname|consigneename|consignee|"
         "linkman|contactperson|ownername|holdername|cardholder|cardholdername|"
         "accountholder|legalperson|legalrepresentative|guardianname|driversname|drivername|"
         "passengername|teachername|doctorname|shrxm|lxr|lxrxm|shr|姓名|真实姓名|名字|中文名|"
         "中文姓名|"
         "收货人|收货人姓名|收件人|收件人姓名|寄件人|发件人|联系人|联系人姓名|紧急联系人|患者姓名|"
         "患者|"
         "学生姓名|客户姓名|持卡人|持卡人姓名|开户人|户名|开户名|法人|法人代表|法定代表人|法人姓名|"
         "监护人|监护人姓名|司机姓名|乘车人|乘客姓名|旅客姓名|入住人|投保人|被保险人|受益人|申请人|"
         "业主姓名|车主|车主姓名|当事人|户主|配偶姓名|父亲姓名|母亲姓名|家长姓名|教师姓名|医生姓名|"
         "员工姓名|曾用名|经办人|负责人|付款人|收款人|购买人|承租人|出租人|借款人|担保人|代理人|"
         "委托人|"
         "驾驶员|报名人|姓名/Name|聯絡人|聯絡人姓名|真實姓名|負責人姓名"},
	{KIND_ADDRESS, true,
         "address|addr|homeaddress|homeaddr|detailaddress|addressdetail|addrdetail|receiveraddress|"
         "shippingaddress|deliveryaddress|postaladdress|streetaddress|billingaddress|"
         "residenceaddress|"
         "liveaddress|useraddress|companyaddress|dizhi|zhuzhi|=dz|jtdz|lxdz|shdz|txdz|地址|住址|"
         "详细地址|家庭住址|家庭地址|收货地址|收件地址|寄件地址|联系地址|通讯地址|居住地址|现住址|"
         "现住地址|"
         "户籍地址|户口所在地|户籍所在地|常住地址|单位地址|配送地址|送货地址|通信地址|身份证地址|"
         "居住地|"
         "发货地址|公司地址|通訊地址|戶籍地址|聯絡地址|寄送地址"},
	{KIND_NICKNAME, true,
         "nickname|petname|nicheng|昵称|网名|微信名|微信昵称|用户昵称|会员昵称|暱稱"},
	{KIND_ACCOUNT_NAME, true,
         "username|loginname|loginid|accountname|useraccount|loginaccount|yhm|用户名|登录名|登陆名|"
         "登录账号|"
         "登录帐号|用户账号|会员账号"},
	{KIND_ACCOUNT_NAME, false, "account|login|zhanghao|账号|帐号"},
	{KIND_RESIDENT_ID, false,
         "idcard|idcardno|idcardnumber|idcardnum|idno|idnumber|idnum|identityno|identitynumber|"
         "identitycard|identity|certno|certificateno|certificatenumber|certnumber|certid|certcode|"
         "citizenid|personid|sfz|sfzh|sfzhm|zjhm|zjh|shenfenzheng|shenfenzhenghao|cardid|身份证|"
         "身份证号|"
         "身份证号码|公民身份号码|公民身份证号码|身份号码|身份证件号|身份证件号码|证件号|证件号码|"
         "证件编号|身分證|身分證號|身份證|身份證號|身份證號碼|證件號碼"},
	{KIND_MOBILE, false,
         "mobile|mobileno|mobilenumber|mobilephone|mobilenum|phone|phoneno|phonenumber|phonenum|"
         "cellphone|"
         "cell|msisdn|tel|telephone|telno|contactphone|contactnumber|contactmobile|userphone|"
         "usermobile|"
         "sj|sjh|sjhm|shouji|shoujihao|lxdh|lxfs|dianhua|手机|手机号|手机号码|电话|电话号码|"
         "联系电话|"
         "联系方式|移动电话|联系手机|收货人电话|预留手机号|绑定手机|手机尾号|手機|手機號碼|手機號|"
         "電話|電話號碼|聯絡電話|行動電話"},
	{KIND_EMAIL, false,
         "email|mail|emailaddress|mailaddress|useremail|youxiang|=yx|dzyx|邮箱|电子邮箱|邮箱地址|"
         "电子邮件|邮件地址|電子郵件信箱|電子信箱|郵箱|電郵地址|電郵"},
	{KIND_BANK_CARD, false,
         "bankcard|bankcardno|bankcardnumber|bankcardnum|cardno|cardnumber|cardnum|pan|debitcard|"
         "creditcard|creditcardno|creditcardnumber|debitcardno|yhkh|yhk|kahao|银行卡|银行卡号|卡号|"
         "借记卡|借记卡号|信用卡|信用卡号|储蓄卡|储蓄卡号|收款卡号|付款卡号|工资卡号|銀行卡號|"
         "信用卡號|卡號碼"},
	{KIND_PASSPORT_CN, true,
         "passport|passportno|passportnumber|huzhao|hzh|护照|护照号|护照号码|护照编号|護照|"
         "護照號碼"},
	{KIND_PLATE, true,
         "plate|plateno|platenumber|licenseplate|licenceplate|carno|carnumber|vehicleno|"
         "cph|hphm|chepai|chepaihao|车牌|车牌号|车牌号码|号牌号码|号牌"},
	{KIND_VIN, false, "vin|vinno|vincode|frameno|cjh|clsbdh|车架号|车辆识别代号|车辆识别码"},
	{KIND_IMEI, true, "imei|imei1|imei2|imeino|串号|手机串号|设备串号|设备imei|imei号|imei码"},
	{KIND_IMSI, true, "imsi|imsino|imsi号|用户识别码|移动用户识别码"},
	{KIND_MAC, false, "mac|macaddr|macaddress|wifimac|wlanmac|btmac|mac地址"},
	{KIND_OAID, true, "oaid|开放匿名设备标识|匿名设备标识"},
	{KIND_IDFA, true, "idfa"},
	{KIND_AAID, true, "aaid|gaid|googleadid|advertisingid|googleadvertisingid|adid"},
	{KIND_ANDROID_ID, true, "androidid|安卓id|ssaid"},
	{KIND_WECHAT_OPENID, false, "openid|unionid|wxopenid|wechatopenid|微信openid"},
	{KIND_ALIPAY_UID, true,
         "alipayuid|alipayuserid|alipayid|buyerid|buyeruserid|支付宝账号|支付宝用户号|"
         "支付宝uid|支付宝id"},
	{KIND_BIRTH_DATE, false,
         "birthday|birthdate|birth|dateofbirth|dob|csrq|chushengriqi|shengri|生日|出生日期|"
         "出生年月|"
         "出生年月日|出生年月日期|出生日"},
	{KIND_USCC, false,
         "uscc|creditcode|socialcreditcode|taxno|taxid|tyshxydm|nsrsbh|统一社会信用代码|信用代码|"
         "税号|"
         "纳税人识别号"},
	{KIND_LANDLINE, false,
         "landline|homephone|officephone|fax|固话|座机|固定电话|办公电话|传真"},
	{KIND_US_SSN, true, "ssn|ussn|ssnno|ssnnumber|ssnlast4"},
	{KIND_UK_NINO, true,
         "nino|nationalinsurance|nationalinsurancenumber|nationalinsuranceno|ninumber"},
	{KIND_IBAN, false, "iban|ibanno|ibannumber"},
	{KIND_HK_ID, true,
         "hkid|hkidno|hkidcard|香港身份证|香港身份证号|香港身份证号码|香港居民身份证|"
         "香港身份證|香港身份證號碼"},
	{KIND_DRIVER_LICENCE, true,
         "driverlicense|driverlicence|driverlicenseno|driverlicenceno|"
         "driverlicensenumber|drivinglicense|drivinglicenseno|dlno|jsz|jszh|dabh|"
         "驾驶证号|驾驶证号码|驾驶证|驾照|驾照号|驾照号码|档案编号|驾驶证档案编号|"
         "驾驶证档案号"},
	{KIND_MILITARY_ID, true,
         "officerno|officercard|officercardno|militaryid|militaryno|jgz|jgzh|军官证|"
         "军官证号|军官证号码|士兵证|士兵证号|士官证|士官证号|警官证|警官证号|"
         "文职干部证号|军人证|军人证号|军人证件号"},
	{KIND_ICCID, true, "iccid|simno|simcardno|simcardid|sim卡号"},
	{KIND_MEID, true, "meid|meidno|meid号"},
	{KIND_IOT_NUMBER, true, "iotno|iotnumber|iotmsisdn|物联网卡号|物联网卡|物联卡号|m2mno"},
	{KIND_PRIVACY_NUMBER, true,
         "privacyno|privacynumber|privacyphone|virtualphone|virtualnumber|axb|axbno|"
         "middlenumber|隐私号|隐私号码|虚拟号|虚拟号码|中间号|保护号码"},
	{KIND_MACAU_ID, true,
         "macauid|macaoid|bir|birno|澳门身份证|澳门身份证号|澳门身份证号码|"
         "澳门居民身份证|澳門身份證"},
	{KIND_TW_ID, true,
         "twid|twidno|台湾身份证|台湾身份证号|台湾身份证号码|身分證字號|身分證號碼|"
         "統一證號|统一证号|居留证号"},
	{KIND_FOREIGN_PERMANENT_RESIDENT, true,
         "prcno|prcardno|yjz|yjzh|永居证|永居证号|永久居留证|永久居留证号|永久居留身份证|"
         "永久居留身份证号|五星卡|五星卡号"},
	{KIND_HKMO_ENTRY_PERMIT, true,
         "hkmopermit|hkmopermitno|hxz|hxzh|homereturnpermit|回乡证|回乡证号|回乡证号码|"
         "来往内地通行证|来往内地通行证号|来往内地通行证号码|通行证|通行证号"},
	{KIND_TW_ENTRY_PERMIT, true,
         "tbz|tbzh|twpermit|twpermitno|台胞证|台胞证号|台胞证号码|来往大陆通行证|"
         "来往大陆通行证号|来往大陆通行证号码"},
	{KIND_HKMO_EXIT_PERMIT, true,
         "hkmacaupass|hkmopass|港澳通行证|港澳通行证号|港澳通行证号码|往来港澳通行证|"
         "往来港澳通行证号"},
	{KIND_TW_EXIT_PERMIT, true,
         "twpass|twpassno|大通证|大通证号|往来台湾通行证|往来台湾通行证号|赴台证|"
         "赴台通行证"},
	{KIND_ORGANISATION_CODE, true,
         "orgcode|organizationcode|organisationcode|zzjgdm|组织机构代码|组织机构代码证|"
         "组织机构代码证号|机构代码|组织代码"},
	{KIND_HKMOTW_RESIDENCE_PERMIT, false, "residencepermit|居住证|居住证号|港澳台居民居住证"},
	{KIND_NONE, false,
         "phonesex|basicsex|loadbalance|balancerbalance|stockbalance|rebalance|whitebalance|"
         "colorbalance|"
         "inventorybalance|库存余额|cursorwechat|browserfingerprint|devicefingerprint|"
         "keyfingerprint|"
         "certfingerprint|sshfingerprint|fingerprintjs|sha1fingerprint|sha256fingerprint|"
         "md5fingerprint|"
         "设备指纹|浏览器指纹|证书指纹|网络诊断|故障诊断|系统诊断|设备诊断|诊断日志|有效期天数|"
         "token有效期|密码有效期|证书有效期|缓存有效期|登录有效期|食品有效期|优惠券有效期|"
         "会员有效期|"
         "ipaddress|ipaddr|macaddressip|emailaddr|walletaddress|contractaddress|serveraddress|"
         "remoteaddress|remoteaddr|hostaddress|clientaddress|memoryaddress|baseaddress|"
         "localaddress|"
         "bindaddress|listenaddress|webaddress|urladdress|imageaddress|webhookaddress|"
         "bitcoinaddress|"
         "btcaddress|ethaddress|网络地址|网址地址|图片地址|链接地址|ip地址|服务器地址|接口地址|"
         "请求地址|访问地址|下载地址|文件地址|官网地址|跳转地址|回调地址|内存地址|邮箱服务器地址|"
         "注册地址url|数据库地址|仓库地址|项目地址|源码地址|演示地址|文档地址|日志负责人|隐私政策|"
         "项目负责人|angledegree|rotatedegree|temperaturedegree|outdegree|indegree|"
         "polynomialdegree|"
         "服务负责人|密码强度|密码长度|密码类型|passwordtype|passwordstrength|passwordlength|"
         "passwordpolicy|passwordencoder|passwordfield|forgotpassword|resetpassword|showpassword|"
         "passwordtips|pageaddress|gatewayaddress|apiaddress"},
};

const size_t n_label_rows = G_N_ELEMENTS(label_rows);

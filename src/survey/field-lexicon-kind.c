/*
 * field-lexicon-kind.c - words of columns that name one kind, finer than a meaning
 *
 * The other lexicons say on what it depends whether a field is personal; this one says which
 * kind its values are.  English, pinyin and Chinese together: a phrase stands here because no
 * other kind is called so.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "field-lexicon.h"
#include "kind.h"

const LexiconRow field_lexicon_kind[] = {
	/* documents */
	{KIND_HKMOTW_RESIDENCE_PERMIT, "residencepermit|residencepermitno|gatjzz|gatjmjzz|jzzh|"
                                       "jzzhm|港澳台居民居住证|港澳居民居住证|"
                                       "台湾居民居住证|居住证|居住证号|居住证号码|港澳台居住证"},
	{KIND_FOREIGN_PERMANENT_RESIDENT,
         "permanentresident|permanentresidentno|permanentresidentid|prcard|prcardno|yjz|yjzh|"
         "永居证|永居证号|永久居留证|永久居留证号|永久居留身份证|外国人永久居留证|"
         "外国人永久居留身份证|五星卡"},
	{KIND_HKMO_ENTRY_PERMIT,
         "hkmopermit|hkmopermitno|homereturnpermit|hvps|hxz|hxzh|gatxz|gajmlwndtxz|回乡证|回乡证号|"
         "回乡证号码|港澳居民来往内地通行证|港澳居民通行证|来往内地通行证"},
	{KIND_TW_ENTRY_PERMIT, "twpermit|twpermitno|taiwanpermit|tbz|tbzh|台胞证|台胞证号|"
                               "台胞证号码|台湾居民来往大陆通行证|来往大陆通行证"},
	{KIND_HKMO_EXIT_PERMIT,
         "hkmacaupass|hkmopass|hkpass|gatxzh|wlgatxz|往来港澳通行证|港澳通行证|"
         "港澳通行证号|港澳通行证号码"},
	{KIND_TW_EXIT_PERMIT,
         "twpass|taiwanpass|wltwtxz|dtz|往来台湾通行证|大通证|大陆居民往来台湾通行证|"
         "台湾通行证"},
	{KIND_HK_ID, "hkid|hkidno|hkidcard|hkidnumber|hongkongid|xgsfz|香港身份证|香港身份证号|"
                     "香港身份证号码|香港居民身份证|香港永久性居民身份证"},
	{KIND_MACAU_ID, "macauid|macaoid|moid|amsfz|澳门身份证|澳门身份证号|澳门居民身份证|"
                        "澳门身份证号码"},
	{KIND_TW_ID, "twid|twidno|taiwanid|twsfz|台湾身份证|台湾身份证号|国民身份证|"
                     "国民身份证统一编号|身份证统一编号|台湾身份证号码"},
	{KIND_MILITARY_ID,
         "militaryid|militaryno|militarycard|officerno|officercard|soldierno|soldiercard|policeno|"
         "policecard|junguanzheng|jgz|jgzh|sbz|军官证|军官证号|军官证号码|士兵证|士兵证号|军人证|"
         "军人证号|警官证|警官证号|警号|文职干部证|军人身份证|武警证"},
	{KIND_DRIVER_LICENCE,
         "driverlicense|driverlicence|driverlicenseno|driverlicenceno|drivinglicense|"
         "drivinglicence|drivinglicenseno|drivinglicenceno|driverlicensenumber|driverslicense|"
         "driverslicence|dlno|licensefileno|driverfileno|jsz|jszh|jszhm|jiashizheng|jiazhao|"
         "jiazhaohao|jszdabh|驾驶证|驾驶证号|驾驶证号码|驾驶证编号|驾驶证档案编号|驾照|驾照号|"
         "驾照号码|驾驶证档案号|行驶证档案编号"},
	{KIND_ID_CARD_PHOTO,
         "idphotofront|idphotoback|idfront|idback|idfronturl|idbackurl|"
         "idcardcopy|idcardscan|sfzzm|sfzfm|sfzzp|身份证正面影像|身份证反面影像|"
         "身份证影像|身份证扫描件|身份证复印件|证件影像"},
	{KIND_PASSPORT_MRZ, "mrz|mrzline|mrz1|mrz2|machinereadablezone|机读码|机读区"},
	{KIND_PASSPORT_CN,
         "passport|passportno|passportnumber|hzhm|huzhao|huzhaohao|护照|护照号|护照号码"},
	{KIND_US_SSN, "ssn|ssnno|socialsecuritynumberus|美国社保号|美国社会安全号|社会安全号"},
	{KIND_UK_NINO, "nino|nationalinsurancenumber|nationalinsurance|英国国民保险号|国民保险号"},
	{KIND_ORGANISATION_CODE, "orgcode|organizationcode|organisationcode|zzjgdm|组织机构代码|"
                                 "组织机构代码证号"},
	{KIND_SOCIAL_SECURITY,
         "sbno|socialno|fundno|accumulationfundno|housingfundno|gjjzh|gjjh|公积金账号|公积金号|"
         "公积金账户|社保账号|社保卡号|医保卡号|医保编号"},

	/* telephone and device */
	{KIND_PRIVACY_NUMBER,
         "privacyphone|privacyno|privacynumber|privatenumber|virtualphone|virtualno|virtualnumber|"
         "virtualmobile|axb|axbno|axbphone|secretno|secretphone|middleno|middlenumber|relayno|"
         "ysh|yshm|隐私号|隐私号码|隐私电话|虚拟号|虚拟号码|虚拟电话|中间号|中间号码|保护号|"
         "安全号码|"
         "小号|号码保护"},
	{KIND_PHONE_INTERNATIONAL, "internationalphone|intlphone|overseasphone|foreignphone|e164|"
                                   "e164phone|国际电话|国际号码|境外电话|境外手机号|海外电话"},
	{KIND_IOT_NUMBER, "iotno|iotnumber|iotmsisdn|iotcard|iotcardno|m2mno|物联网卡|物联网卡号|"
                          "物联网号码|物联卡号"},
	{KIND_IMSI, "imsi|imsino|imsicode|国际移动用户识别码|用户识别码"},
	{KIND_ICCID,
         "iccid|simiccid|simno|simcardno|simcard|simcardnumber|simid|sim卡号|sim卡|sim卡序列号|"
         "集成电路卡识别码"},
	{KIND_MEID, "meid|meidno"},
	{KIND_OAID, "oaid|匿名设备标识|开放匿名设备标识"},
	{KIND_IDFA, "idfa|idfv|idfamd5"},
	{KIND_AAID, "aaid|gaid|googleadid|googleaid|gpsadid|advertisingid"},
	{KIND_ANDROID_ID, "androidid|androidssaid|ssaid|安卓id|安卓标识"},

	/* accounts elsewhere */
	{KIND_WECHAT_ID,
         "wechat|weixin|wechatid|wechatno|wechatnumber|weixinno|weixinid|weixinhao|wxno|wxid|wx|"
         "wxh|"
         "wxhm|wxhao|wxaccount|wechataccount|微信|微信号|微信号码|微信id|微信账号|个人微信"},
	{KIND_QQ, "qq|qqno|qqnumber|qqnum|qqhao|qqhm|qqid|oicq|qq号|qq号码"},
	{KIND_WEIBO_ID, "weibo|weiboid|weibouid|sinaweibo|weibono|微博|微博账号|微博id|新浪微博"},
	{KIND_ALIPAY_UID, "alipayuid|alipayuserid|alipayid|buyeralipayuserid|支付宝用户id|支付宝id|"
                          "支付宝uid|支付宝用户号"},
	{KIND_NICKNAME, "charactername|charname|playername|remarkname|"
                        "friendremark|friendnick|角色名|角色名称|角色昵称|玩家名|玩家昵称|好友备注|"
                        "备注名"},

	/* places */
	{KIND_GEOHASH, "geohash|geohash6|geohash8"},
	{KIND_TRAJECTORY,
         "trajectory|guiji|trackpoints|trackpoint|gpstrack|polyline|movingtrack|轨迹|"
         "行踪|行踪轨迹|行驶轨迹|运动轨迹|轨迹点|行程轨迹|骑行轨迹|跑步轨迹"},

	/* health and person */
	{KIND_MEDICAL_RECORD,
         "medicalrecordno|medicalrecordnumber|mrn|inpatientno|inpatientnumber|outpatientno|"
         "outpatientnumber|hospitalno|visitno|visitnumber|admissionnumber|"
         "zyh|zyhm|mzh|mzhm|jzlsh|blh|binglihao|binganhao|jzkh|病历号|住院号|门诊号|就诊号|"
         "就诊卡号|病案号|就诊流水号|门诊流水号|住院流水号|就诊编号|病历编号|体检号|挂号单号|"
         "诊疗卡号|就诊卡|就诊序号"},
	{KIND_DIAGNOSIS,
         "diagnosis|diagnose|diagnosisname|diagnosiscode|diagnosisresult|diagnosticresult|icd|"
         "icd10|"
         "icdcode|icd10code|diagcode|diagname|disease|diseasename|diseasecode|clinicaldiagnosis|"
         "maindiagnosis|zdmc|zdbm|zdjg|"
         "zhenduan|zhenduanjieguo|ryzd|cyzd|mzzd|zyzd|jbmc|jbbm|诊断|诊断结果|诊断名称|诊断编码|"
         "初步诊断|临床诊断|出院诊断|入院诊断|门诊诊断|病理诊断|疾病诊断|主要诊断|疾病名称|疾病|"
         "疾病编码|西医诊断|中医诊断|诊断代码"},
	{KIND_BLOOD_TYPE,
         "bloodtype|bloodgroup|blood|aborh|abo|xuexing|xxdm|血型|血型代码|abo血型"},

	/* money */
	{KIND_IBAN, "iban|ibanno|ibannumber"},
	{KIND_CARD_CVV, "cvv|cvv2|cvc|cvc2|cardcvv|cardcvv2|cardcvc|cardsecuritycode|securitycode|"
                        "cardverificationcode|cid4|安全码|卡安全码|cvv码|cvn2"},
	{KIND_CARD_EXPIRY,
         "cardexpiry|cardexpire|cardexpires|cardexpdate|cardexpirydate|cardvalidthru|validthru|"
         "cardexpirationdate|cardexpirationmonth|cardexpirationyear|cardexpmonth|cardexpyear|ccexp|"
         "ccexpmonth|ccexpyear|expmonth|expyear|卡有效期|信用卡有效期|银行卡有效期"},
	{KIND_BANK_CARD,
         "cclast4|cardlast4|cclastfour|cardlastfour|last4|lastfourdigits|maskedcreditcardnumber|"
         "cardtail|kahaoweihao|卡号后四位|银行卡后四位|银行卡尾号|"
         "yhkh|yhkhm|yinhangka|yinhangkahao|银行卡|银行卡号|银行卡号码"},
	{KIND_BALANCE,
         "accountbalance|walletbalance|usermoney|nowmoney|frozenmoney|availablebalance|availbal|"
         "availablemoney|currentbalance|accountmoney|usablemoney|lockmoney|freezemoney|frozenamt|"
         "userbalance|memberbalance|acctbal|acctbalance|zhye|账户余额|用户余额|钱包余额|可用余额|"
         "冻结金额|账号余额|会员余额|交易后余额|现有余额|当前余额|个人余额|余额|冻结余额|帐户余额"},
	{KIND_CREDIT_RECORD,
         "creditscore|creditrating|creditrecord|creditreport|credithistory|overduerecord|zmscore|"
         "zhimascore|sesamecredit|zhengxin|征信|征信报告|征信记录|征信评分|信用记录|信用报告|"
         "信用分|"
         "信用评分|芝麻分|芝麻信用分|逾期记录|失信记录|信用评级"},
	{KIND_CRIMINAL_RECORD,
         "criminalcheck|norecordproof|crimecheck|fzjl|wfjl|无犯罪记录证明|无犯罪记录|"
         "犯罪记录核查|犯罪记录核查结果|无犯罪证明|背景审查结果"},
	{KIND_BIOMETRIC,
         "fptemplate|fingertemplate|facetemplate|voicetemplate|veindata|irisimage|rltz|"
         "zwtz|rlzp|指纹模板|人脸模板|声纹模板|特征模板|考勤指纹模板|指静脉|人脸特征码|"
         "人脸库id|人脸库token"},

	/* what one does */
	{KIND_CHAT_CONTENT,
         "chatmessage|chatcontent|chatrecord|chatlog|chattext|immessage|privatemessage|pmcontent|"
         "fullmessage|smallmessage|msgbody|smstext|smscontent|聊天内容|聊天记录|私信内容|私信|"
         "对话内容|"
         "会话内容|短信内容|短信正文|群聊内容|消息记录|聊天消息"},
	{KIND_CONTACT_LIST,
         "addressbook|friendlist|contactlist|phonebook|contactslist|friendids|txl|通讯录|"
         "好友列表|联系人列表|手机通讯录"},
	{KIND_BROWSING_RECORD,
         "searchhistory|browsehistory|browsinghistory|viewhistory|visitrecord|searchkeyword|"
         "searchword|searchcontent|footprint|浏览记录|浏览历史|搜索记录|搜索历史|搜索关键词|"
         "搜索关键字|搜索词|搜索内容|上网记录"},

	/* secrets */
	{KIND_PRIVATE_KEY,
         "privatekey|rsaprivatekey|privatekeypem|appprivatekey|sm2privatekey|私钥|应用私钥|"
         "商户私钥|rsa私钥"},
	{KIND_JWT, "jwt|jwttoken|jsonwebtoken|idtoken"},
	{KIND_CLOUD_KEY, "accesskeyid|accesskeysecret|accesskey|secretaccesskey|awskey|cosecretkey|"
                         "cloudkey|cloudsecret|osskey|osssecret|云密钥|访问密钥"},
	{0, NULL},
};

const LexiconRow field_lexicon_kind_weak[] = {
	{KIND_BLOOD_TYPE, "xx"},
	{KIND_DIAGNOSIS, "zd"},
	{KIND_WECHAT_ID, "wx"},
	{0, NULL},
};

/* A course has a full name too, a licence an identity. */
const LexiconRow field_lexicon_ambiguous[] = {
	{1, "fullname|cname|ename|sname|tname|pname|linkname|namecn|namezh|nameen|namepinyin|"
            "pinyinname|englishname|chinesename|idname|cardname|idnumber|idno|idnum|identity|"
            "identityno|identification|identificationno|personalid|certno|certnum|certnumber|"
            "certificateno|certcode|documentno|documentnumber|paperno|holderid|zjhm|alias|"
            "displayname|bonus|assets|revenue|debt|loanamount|income|pension|奖金|资产|"
            "负债|收入|中文名|英文名|别名|显示名|显示名称|证件编号|姓名拼音"},
	{0, NULL},
};

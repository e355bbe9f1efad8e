/*
 * field-lexicon-pinyin.c - column names in pinyin, in full and abbreviated
 *
 * Abbreviations of initials are the habit of government, hospital and school systems.  The
 * short ones are other words too (`dz`, `xb`), so they only count where the container is
 * written in pinyin or the values agree.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "field-lexicon.h"

const LexiconRow field_lexicon_pinyin[] = {
	{MEANING_PERSON_NAME,
         "xingming|lxrxm|khxm|xsxm|jsxm|hzxm|brxm|ygxm|ryxm|zgxm|hyxm|lxrmc|frxm|cyrxm|cbrxm|ckrxm|"
         "sqrxm|shrxm|sjrxm|jjrxm|hzxingming|zwxm|ywxm|cym|xmpy|gmxm|fddbr|fddbrxm|faren|"
         "farenxingming|lxrxingming|cjrxm|xslxr|cymc|djrxm|qlrmc|qlr|dsrxm|jbrxm|ksxm|zsxm|yhxm"},
	{MEANING_PERSON,
         "liuyanren|pinglunren|faburen|tijiaoren|yuyueren|baomingren|goumairen|jiekuanren|"
         "jieyuezhe|zulinren|baoxiuren|tousuren|fabuzhe|pinglunzhe|daimairen|jujiren|"
         "lianxiren|shouhuoren|shenqingren|lxr|shr|sqr|jjlxr|sjr|jjr|cbr|dsr|fuzeren|"
         "fzr|kehu|huanzhe|xuesheng|laoshi|zuozhe|gongmin"},
	{MEANING_STAFF,
         "czr|caozuoren|caozuoyuan|czy|jbr|jingbanren|shenheren|spr|shenpiren|djr|lrr|czrxm|czyxm|"
         "blr|banliren|cjry|czry"},
	{MEANING_CREATOR, "cjr|chuangjianren|xgr|xiugairen|gxr|gengxinren"},
	{MEANING_RELATIVE, "jianhuren|jhr|jhrxm|fqxm|mqxm|fuqin|muqin|poxm|jiazhang|jzxm|jjlxrxm|"
                           "qsxm|jtcy|fqxingming|"
                           "mqxingming"},
	{MEANING_NICKNAME, "nicheng|ncheng|wangming"},
	{MEANING_ACCOUNT,
         "yhdm2|czydm|rydm|"
         "yonghuming|yhm|yhzh|dlm|dlmc|dlzh|zhanghao|denglumin|dengluming|yhmc|zhm|hym|yhdm"},
	{MEANING_PERSONAL_NUMBER, "xuehao|gonghao|binglihao|blh|zyh|mzh|jzh|xsxh|zkzh|ksbh|jzkh|"
                                  "ylkh|brbh|hzbh|grbh|rybh|jsgh|"
                                  "xjh|jkkh|yktkh|jinghao|junguanzheng|jgz|hyh|hybh|khbh|cbrbh|"
                                  "ygbh|gmbh|dabh|damh|mzhm|zyhm"},
	{MEANING_MOBILE,
         "shouji|shoujihao|shoujihaoma|sjh|sjhm|lxsj|yddh|yidongdianhua|lianxishouji|sjhao|lxsjh|"
         "brdh|jhrdh|jhrsj|lxrsj|jzsj|jzdh|khsj|sjhm1|lxfs|lianxifangshi"},
	{MEANING_TELEPHONE,
         "dianhua|lianxidianhua|lxdh|dhhm|gddh|jtdh|bgdh|zzdh|dwdh|lxrdh|zjdh|guhua|zuoji|shrdh|"
         "lxdhhm|jjlxdh|jjlxrdh|dianhuahaoma|sqrdh|jtlxdh"},
	{MEANING_FAX, "chuanzhen|czhm"},
	{MEANING_EMAIL, "youxiang|dzyx|dianziyouxiang|dianziyoujian|dzyj|lxyx|yxdz|youxiangdizhi"},
	{MEANING_SOCIAL_ACCOUNT, "weixinhao|wxhm|wxhao|qqhao|qqhm|zfbzh|zhifubao"},
	{MEANING_RESIDENT_ID,
         "shenfenzheng|shenfenzhenghao|shenfenzhenghaoma|sfzh|sfz|sfzhm|sfzjh|sfzjhm|gmsfhm|gmsfzh|"
         "sfzhao|sfhm|frsfzh|jhrsfzh|xssfzh|sfzjh18|shfzh|shenfenhao"},
	{MEANING_IDENTITY_NUMBER,
         "zjhm|zjh|zhengjianhao|zhengjianhaoma|yxzjhm|lxrzjhm|frzjhm|zjhao|khzjh"},
	{MEANING_PASSPORT, "huzhao|huzhaohao|hzhm|hzhao|huzhaohaoma"},
	{MEANING_PERMIT, "hxz|gatxz|tbz|tongxingzheng|juzhuzheng|jzzh|txzhm|jzzhm|yjz"},
	{MEANING_DRIVING_LICENCE, "jiashizheng|jszh|jszhm|jiazhao|jszhao"},
	{MEANING_SOCIAL_SECURITY,
         "shebaohao|sbkh|ybkh|shbzh|shbzkh|sbbh|ybzh|yibaohao|yibaokahao|shebao|ybh|shbxh"},
	{MEANING_USCC, "tyshxydm|tongyishehuixinyongdaima|xydm|nsrsbh|zzjgdm|shuihao|"
                       "nashuirenshibiehao|yyzzh|shxydm"},
	{MEANING_PLATE, "chepai|chepaihao|cph|cphm|hphm|chepaihaoma|haopaihaoma|hpzh"},
	{MEANING_VIN, "chejiahao|cjh|clsbdh|clsbm|fdjh|fadongjihao"},
	{MEANING_BANK_CARD, "yinhangka|yinhangkahao|yhkh|yhkhm|jjkh|xykh|yhkhao|xinyongka"},
	{MEANING_BANK_ACCOUNT,
         "yinhangzhanghao|yhzhanghao|yinhangzhanghu|yhzhh|khzh|skzh|fkzh|gzkh|jkzh|skrzh"},
	{MEANING_INVOICE_TITLE, "fapiaotaitou|fptt"},
	{MEANING_INCOME, "gongzi|shouru|nianshouru|gzze|yuexin|xinzi"},
	{MEANING_IP, "zhdlip|dlip|zcip|czip|fwip|bdip"},
	{MEANING_BIRTH, "csrq|chushengriqi|chusheng|csny|shengri|csnyr|chushengnianyue|chushengri"},
	{MEANING_AGE, "nianling|xnl|brnl|hznl"},
	{MEANING_GENDER, "xingbie|xbdm|xbm|xingbiedaima|xbmc"},
	{MEANING_ETHNICITY, "minzu|mzdm|mzmc|minzudaima"},
	{MEANING_NATIONALITY, "guoji|jiguan|huji|hujidi|hujidizhi|gjdm|hkszd|hjszd|hjd|hkxz|csd|"
                              "hukou|gjdq|hukouxingzhi"},
	{MEANING_MARRIAGE, "hunyin|hunyinzhuangkuang|hyzk|hyzkdm|hunfou|hyqk|hunyinzhuangtai"},
	{MEANING_EDUCATION, "xueli|xuewei|whcd|wenhuachengdu|zgxl|xldm|xlmc|xwdm|zuigaoxueli|"
                            "zhuanye|zymc|sxzy|biyeshijian|bysj"},
	{MEANING_EMPLOYER, "gzdwmc|jydw|yxsmc|"
                           "xuexiao|biyeyuanxiao|biyexuexiao|byyx|byxx|gzdw|gongzuodanwei|danwei|"
                           "dwmc|danweimingcheng|fwcs|yxmc|xxmc|jdxx|bjmc|banji"},
	{MEANING_JOB, "zhiye|zhiwu|zhicheng|gangwei|zwmc|zcmc|zydm|gangweimingcheng|zhiwei|zyjszw"},
	{MEANING_POLITICS, "zzmm|zhengzhimianmao|zzmmdm|rdsj|rudangshijian"},
	{MEANING_RELIGION, "zongjiao|zongjiaoxinyang|zjxy|zjxydm"},
	{MEANING_BODY, "xuexing|shengao|tizhong|rhxx"},
	{MEANING_HEALTH,
         "zhenduan|zhenduanjieguo|zdjg|zdmc|zhusu|xianbingshi|xbs|jiwangshi|jws|guominshi|gms|jzs|"
         "jiazushi|bingshi|bingqing|zhengzhuang|cyzd|ryzd|mzzd|zyzd|jkzk|jiankangzhuangkuang|ywgms|"
         "bqms|jbmc|zdbm|zzms|tgjc|fzjc|jcjg|jyjg|yizhu|chufang|bingli|binganhao|jbbm|sszl|"
         "zhusuxianbingshi|tizheng"},
	{MEANING_DISABILITY, "canji|cjzh|cjlb|cjdj|canjizheng|canjizhenghao"},
	{MEANING_CRIMINAL, "fanzui|fanzuijilu|qianke|wfjl|zuiming|anjianxingzhi"},
	{MEANING_BIOMETRIC, "renlian|zhiwen|shengwen|zwtz|rltz"},
	{MEANING_ADDRESS,
         "dizhi|zhuzhi|jiatingzhuzhi|jiatingdizhi|jtdz|jtzz|jtzhuzhi|lxdz|lianxidizhi|txdz|"
         "tongxundizhi|hjdz|xzz|xzdz|juzhudizhi|jzdz|shouhuodizhi|shdz|hkdz|dwdz|danweidizhi|xjdz|"
         "xxdz|xiangxidizhi|yjdz|jjdz|hkszdz|jzdxz|zhuzhixiangxi"},
	{MEANING_REGION, "shengfen|chengshi|quxian|sheng|xianqu|szsf|szcs|szds|sfmc|xzqh|xzqhdm|"
                         "jiedao|xiangzhen|jzds|shiqu"},
	{MEANING_POSTCODE, "youbian|yzbm|youzhengbianma|youbianhao"},
	{MEANING_POSITION, "jingdu|weidu|jingweidu|guiji"},
	{MEANING_PASSWORD, "mima|denglumima|dlmm|zfmm|zhifumima|yhmm|koul|kouling"},
	{MEANING_AVATAR, "touxiang|zhaopian|zhaopiandizhi|zpdz"},
	{MEANING_REMARK, "beizhu|bzxx|beizhuxinxi|bzsm"},
	{MEANING_FREE_TEXT, "liuyan|pinglun|pinglunneirong|neirong|liuyanneirong|yijian|fankui"},
	{0, NULL},
};

const LexiconRow field_lexicon_pinyin_weak[] = {
	{MEANING_PERSON_NAME, "xm"},
	{MEANING_PERSON, "khmc"},
	{MEANING_NICKNAME, "nc"},
	{MEANING_ACCOUNT, "zh"},
	{MEANING_PERSONAL_NUMBER, "xh|gh|jh|kh"},
	{MEANING_MOBILE, "sj"},
	{MEANING_TELEPHONE, "dh"},
	{MEANING_EMAIL, "yx|yj"},
	{MEANING_AGE, "nl"},
	{MEANING_GENDER, "xb"},
	{MEANING_ETHNICITY, "mz"},
	{MEANING_NATIONALITY, "gj|jg"},
	{MEANING_EDUCATION, "xl|xw|zy"},
	{MEANING_EMPLOYER, "dw|bj"},
	{MEANING_JOB, "zw|zc|gw"},
	{MEANING_BODY, "xx|sg|tz"},
	{MEANING_HEALTH, "zs|zd|zz|bs|bq"},
	{MEANING_ADDRESS, "dz|zzdz"},
	{MEANING_POSTCODE, "yb"},
	{MEANING_PASSWORD, "mm"},
	{MEANING_AVATAR, "tx|zp"},
	{0, NULL},
};

/*
 * closed-list.c - kinds whose values are a few words
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "closed-list.h"

#include <glib.h>
#include <string.h>

#define LONGEST 48

/* Words between bars, ASCII in lower case; codes from the standard, with and without a zero. */
typedef struct {
	KindId kind;
	const char *words;
	const char *codes;
} ClosedList;

static const ClosedList lists[] = {
	{KIND_SEX,
         "|男|女|男性|女性|男士|女士|男生|女生|先生|小姐|男孩|女孩|未知|保密|不详|未说明|"
         "未知的性别|"
         "未说明的性别|male|female|m|f|man|woman|boy|girl|men|women|unknown|other|non-binary|"
         "nonbinary|"
         "secret|nan|nv|",
         "|0|1|2|3|9|"},
	{KIND_BLOOD_TYPE,
         "|a|b|o|ab|a型|b型|o型|ab型|a型血|b型血|o型血|ab型血|a+|a-|b+|b-|o+|o-|ab+|ab-|rh+|rh-|"
         "rh阳性|rh阴性|a rh+|b rh+|o rh+|ab rh+|a rh-|b rh-|o rh-|ab rh-|a型rh阳性|b型rh阳性|"
         "o型rh阳性|ab型rh阳性|a型rh阴性|b型rh阴性|o型rh阴性|ab型rh阴性|a positive|b positive|"
         "o positive|ab positive|a negative|b negative|o negative|ab "
         "negative|熊猫血|不详|rh陽性|rh陰性|",
         "|1|2|3|4|5|9|"},
	{KIND_ETHNICITY,
         "|汉|蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|"
         "高山|"
         "拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|毛难|仡佬|锡伯|阿昌|"
         "普米|塔吉克|怒|"
         "乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|穿青人|"
         "外国血统中国籍人士|han|mongol|hui|zang|tibetan|uygur|uyghur|miao|yi|zhuang|buyei|chosen|"
         "korean|man|manchu|dong|yao|bai|tujia|hani|kazak|dai|li|lisu|va|she|gaoshan|lahu|sui|"
         "dongxiang|naxi|jingpo|kirgiz|tu|daur|mulao|qiang|blang|salar|maonan|gelao|xibe|achang|"
         "pumi|"
         "tajik|nu|uzbek|russ|ewenki|deang|bonan|yugur|gin|jing|tatar|derung|oroqen|hezhen|monba|"
         "lhoba|"
         "jino|asian|black|white|hispanic|latino|caucasian|african american|",
         NULL},
	{KIND_RELIGION,
         "|佛教|道教|伊斯兰教|天主教|基督教|新教|东正教|犹太教|印度教|藏传佛教|锡克教|神道教|"
         "摩门教|"
         "回教|佛教徒|基督徒|基督教徒|天主教徒|道教徒|穆斯林|信佛|信仰佛教|信仰基督教|民间信仰|"
         "无宗教信仰|无宗教|无神论|无神论者|无信仰|不信教|buddhism|buddhist|taoism|taoist|islam|"
         "muslim|"
         "catholicism|catholic|christianity|christian|protestant|orthodox|judaism|jewish|hinduism|"
         "hindu|"
         "sikhism|sikh|atheist|atheism|agnostic|伊斯蘭教|東正教|猶太教|印度教|藏傳佛教|無宗教信仰|"
         "無神論|",
         NULL},
	{KIND_POLITICAL_STATUS,
         "|中共党员|中国共产党党员|共产党员|党员|预备党员|中共预备党员|中国共产党预备党员|共青团员|"
         "中国共产主义青年团团员|团员|群众|普通公民|少先队员|无党派|无党派人士|无党派民主人士|"
         "民主党派|"
         "民革党员|民革会员|民盟盟员|民建会员|民进会员|农工党党员|农工党员|致公党党员|致公党员|"
         "九三学社社员|台盟盟员|积极分子|入党积极分子|民革|民盟|民建|民进|农工党|致公党|九三学社|"
         "台盟|"
         "党员(含预备)|中共党员（含预备党员）|",
         "|01|02|03|04|05|06|07|08|09|10|11|12|13|"},
	{KIND_MARITAL_STATUS,
         "|未婚|已婚|离异|离婚|丧偶|初婚|再婚|复婚|单身|离异单身|已婚已育|已婚未育|未婚未育|"
         "未婚已育|"
         "已婚有子女|已婚无子女|分居|恋爱中|未说明的婚姻状况|single|married|divorced|widowed|"
         "separated|"
         "unmarried|engaged|never married|domestic partner|離婚|喪偶|離異|單身|同居|",
         "|0|1|2|3|4|10|20|21|22|23|30|40|90|"},
	{KIND_EDUCATION,
         "|小学|初中|高中|中专|大专|专科|本科|大学|大学本科|大学专科|研究生|硕士|博士|硕士研究生|"
         "博士研究生|学士|博士后|技校|职高|职业高中|中技|中等专科|中等职业|高职|高职高专|文盲|"
         "半文盲|"
         "文盲或半文盲|学前|幼儿园|初中及以下|高中及以下|大专及以上|本科及以上|硕士及以上|本科以上|"
         "大专以上|"
         "小学及以下|普通高中|技工学校|大学专科和专科学校|中等专业学校或中等技术学校|全日制本科|"
         "统招本科|"
         "自考本科|成人本科|函授本科|本科生|专科生|硕士生|博士生|双学士|学士学位|硕士学位|博士学位|"
         "大学本科/专科|中专/高中|中专及以下|"
         "bachelor|bachelors|bachelor's|bachelor's degree|bachelor degree|master|masters|master's|"
         "master's degree|master degree|doctor|doctorate|doctoral|phd|ph.d|ph.d.|mba|emba|high "
         "school|"
         "highschool|junior high|middle school|primary "
         "school|elementary|secondary|college|associate|"
         "associate degree|junior college|undergraduate|graduate|postgraduate|vocational|diploma|"
         "some "
         "college|bsc|msc|b.s.|m.s.|b.a.|m.a.|benke|dazhuan|boshi|shuoshi|國小|國中|高職|專科以上|"
         "大學|碩士|博士|學士|研究所|大專|",
         "|0|1|2|3|4|5|6|7|8|9|10|11|12|13|14|20|21|22|23|28|30|31|32|33|38|40|41|42|43|50|60|61|"
         "62|70|"
         "71|73|80|81|90|"},
	{KIND_NATIONALITY,
         "|中国|中国籍|中华人民共和国|中国香港|中国澳门|中国台湾|香港|澳门|台湾|美国|英国|法国|"
         "德国|日本|"
         "韩国|朝鲜|俄罗斯|加拿大|澳大利亚|新西兰|意大利|西班牙|葡萄牙|荷兰|比利时|瑞士|瑞典|挪威|"
         "芬兰|"
         "丹麦|奥地利|爱尔兰|希腊|波兰|捷克|匈牙利|乌克兰|土耳其|以色列|印度|印度尼西亚|印尼|"
         "马来西亚|"
         "新加坡|泰国|越南|菲律宾|缅甸|老挝|柬埔寨|巴基斯坦|孟加拉国|尼泊尔|斯里兰卡|蒙古|蒙古国|"
         "哈萨克斯坦|乌兹别克斯坦|伊朗|伊拉克|沙特阿拉伯|阿联酋|埃及|南非|尼日利亚|肯尼亚|"
         "埃塞俄比亚|"
         "巴西|阿根廷|智利|秘鲁|墨西哥|哥伦比亚|古巴|美籍|英籍|日籍|韩籍|外籍|华裔|"
         "china|chinese|cn|chn|prc|p.r.china|p.r. china|people's republic of china|hong "
         "kong|hkg|hk|"
         "macao|macau|mac|taiwan|twn|tw|usa|us|united states|american|uk|gbr|gb|united "
         "kingdom|british|"
         "france|french|fra|germany|german|deu|japan|japanese|jpn|jp|korea|south "
         "korea|korean|kor|kr|"
         "russia|russian|rus|ru|canada|canadian|can|ca|australia|australian|aus|au|new zealand|nzl|"
         "italy|italian|ita|spain|spanish|esp|netherlands|dutch|nld|singapore|singaporean|sgp|sg|"
         "malaysia|malaysian|mys|my|thailand|thai|tha|th|vietnam|vietnamese|vnm|vn|india|indian|"
         "ind|"
         "indonesia|indonesian|idn|philippines|filipino|phl|brazil|brazilian|bra|mexico|mexican|"
         "mex|中華民國|臺灣|美國|英國|法國|德國|韓國|加拿大籍|越南|泰國|菲律賓|馬來西亞|印尼|中國|",
         "|156|344|446|158|840|826|250|276|392|410|643|124|036|702|458|764|704|356|"},
	{KIND_DISABILITY,
         "|视力残疾|听力残疾|言语残疾|肢体残疾|智力残疾|精神残疾|多重残疾|视力|听力|言语|肢体|智力|"
         "精神|"
         "多重|残疾一级|残疾二级|残疾三级|残疾四级|一级残疾|二级残疾|三级残疾|四级残疾|"
         "视力残疾一级|"
         "视力残疾二级|视力残疾三级|视力残疾四级|听力残疾一级|听力残疾二级|听力残疾三级|"
         "听力残疾四级|"
         "言语残疾一级|言语残疾二级|言语残疾三级|言语残疾四级|肢体残疾一级|肢体残疾二级|"
         "肢体残疾三级|"
         "肢体残疾四级|智力残疾一级|智力残疾二级|智力残疾三级|智力残疾四级|精神残疾一级|"
         "精神残疾二级|"
         "精神残疾三级|精神残疾四级|一级|二级|三级|四级|聋哑|盲人|失明|失聪|截瘫|偏瘫|脑瘫|残疾|"
         "有残疾|"
         "blind|deaf|mute|paraplegia|quadriplegia|visual impairment|hearing impairment|physical|"
         "intellectual|wheelchair|",
         "|1|2|3|4|5|6|7|"},
	{KIND_OCCUPATION,
         "|教师|老师|医生|医师|护士|公务员|工程师|学生|农民|工人|职员|经理|司机|会计|律师|军人|"
         "警察|销售|"
         "个体户|个体|自由职业|自由职业者|退休|离退休|待业|无业|下岗|务农|企业主|私营业主|程序员|"
         "设计师|"
         "厨师|服务员|保安|保洁|快递员|外卖员|骑手|导游|记者|编辑|翻译|主播|演员|歌手|作家|画家|"
         "摄影师|"
         "总经理|副总经理|董事长|总监|主管|主任|副主任|处长|科长|局长|厅长|部长|院长|校长|教授|"
         "副教授|讲师|"
         "助教|研究员|助理|秘书|文员|出纳|技术员|操作工|电工|焊工|木工|瓦工|钳工|车工|家庭主妇|"
         "全职妈妈|"
         "企业职员|公司职员|事业单位|国企员工|白领|蓝领|金融从业者|主任医师|副主任医师|主治医师|"
         "住院医师|"
         "产品经理|项目经理|客户经理|法务|人事|行政|采购|运营|财务|技工|渔民|牧民|僧人|神父|运动员|"
         "教练|"
         "teacher|doctor|nurse|engineer|student|farmer|worker|lawyer|driver|accountant|manager|"
         "software engineer|programmer|designer|police|soldier|professor|retired|unemployed|"
         "self-employed|freelancer|salesman|sales|clerk|chef|waiter|waitress|director|ceo|cto|cfo|"
         "coo|"
         "president|vice "
         "president|secretary|assistant|consultant|analyst|scientist|researcher|writer|"
         "artist|actor|singer|editor|journalist|pharmacist|dentist|surgeon|pilot|civil "
         "servant|教師|醫師|護理師|工程師|學生|農|軍人|警察|家管|自由業|服務業|退休人員|經理|律師|"
         "會計師|司機|",
         NULL},
};

static bool
ends_in(Span value, const char *ending)
{
	size_t length = strlen(ending);

	return value.length > length &&
	       memcmp(value.bytes + value.length - length, ending, length) == 0;
}

Listed
closed_list_has(KindId kind, Span value)
{
	char word[LONGEST + 3] = "|";
	const ClosedList *list = NULL;

	for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
		if (lists[i].kind == kind)
			list = &lists[i];
	/* 汉族, 汉 and 56 others. */
	if (kind == KIND_ETHNICITY && ends_in(value, "族"))
		value.length -= strlen("族");
	if (list == NULL || value.length == 0 || value.length > LONGEST ||
	    memchr(value.bytes, '|', value.length) != NULL ||
	    memchr(value.bytes, '\0', value.length) != NULL)
		return LISTED_NO;
	for (size_t i = 0; i < value.length; i++)
		word[1 + i] = g_ascii_tolower(value.bytes[i]);
	word[value.length + 1] = '|';
	word[value.length + 2] = '\0';
	if (strstr(list->words, word) != NULL)
		return LISTED_WORD;
	if (list->codes != NULL && strstr(list->codes, word) != NULL)
		return LISTED_CODE;
	/* GB/T 3304 numbers the ethnic groups 01 to 56, 97 others and 98 foreigners. */
	bool number = kind == KIND_ETHNICITY && value.length <= 2 &&
	              g_ascii_isdigit(value.bytes[0]) &&
	              g_ascii_isdigit(value.bytes[value.length - 1]);
	int code = !number ? 0
	                   : (value.length == 2 ? (value.bytes[0] - '0') * 10 : 0) +
	                             value.bytes[value.length - 1] - '0';
	return (code >= 1 && code <= 56) || code == 97 || code == 98 ? LISTED_CODE : LISTED_NO;
}

REM INSERTING into T
SET DEFINE OFF;
Insert into "S"."T" ("A","B","C") values (1,to_date('2020-01-02 03:04:05','YYYY-MM-DD HH24:MI:SS'),'it''s' || CHR(10) || 'me');
INSERT INTO s.t (c, a) VALUES (q'[it's]', -1.5);
INSERT INTO s.t VALUES (2, DATE '2020-01-01', TO_CLOB('a') || to_clob(N'b'));
INSERT INTO s.t VALUES (3, HEXTORAW('4142'), unistr('\5f20\5C71'));

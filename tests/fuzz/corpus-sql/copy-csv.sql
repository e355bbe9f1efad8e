SET standard_conforming_strings = on;
COPY t (a, b) FROM stdin WITH (FORMAT csv);
1,"x, ""y"""
\.
INSERT INTO t VALUES (2,'z');
-- PostgreSQL database dump
CREATE TABLE public.t (a integer, b text, c bytea);
COPY public.t (a, b, c) FROM stdin;
1	x\ty\\z\n\101\x42	\\x4142
2	\N	\N
\.

COPY public.u (a) FROM stdin;
\.
INSERT INTO t VALUES (3,'c','\x00');
-- PostgreSQL database dump
CREATE FUNCTION f() RETURNS int AS $body$ BEGIN
INSERT INTO t VALUES ('inside'); RETURN 1; END; $body$ LANGUAGE plpgsql;
INSERT INTO t VALUES ($$it's$$, E'a\'\n\u5f20', U&'\5f20!', 'x'::text, ARRAY['a','b'], B'1', 'c' || 'd');
-- PostgreSQL database dump
CREATE TABLE "public"."t" ("id" int8, "v" text);
COMMENT ON COLUMN "public"."t"."v" IS '值';
INSERT INTO "public"."t" VALUES (1, E'a\b'), (2, 'c:\'::text);

CREATE TABLE a (b int, c text);
INSERT INTO a VALUES (1,'one'),(2,'tw
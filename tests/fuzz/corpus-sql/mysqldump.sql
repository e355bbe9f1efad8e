-- MySQL dump 10.13
/*!40101 SET NAMES utf8 */;
DROP TABLE IF EXISTS `member`;
CREATE TABLE `member` (
  `id` int(11) NOT NULL AUTO_INCREMENT COMMENT '编号',
  `name` varchar(63) DEFAULT '' COMMENT 'it''s a \'name\'',
  `photo` blob,
  `ok` bit(1) DEFAULT b'0',
  PRIMARY KEY (`id`) USING BTREE,
  KEY `k` (`name`(10)),
  CONSTRAINT `fk` FOREIGN KEY (`id`) REFERENCES `other` (`id`)
) ENGINE=InnoDB COMMENT='会员';
LOCK TABLES `member` WRITE;
INSERT INTO `member` VALUES (1,'张三\n\'',0x00FF,b'1'),(2,NULL,_binary '\0\Z',b'');
INSERT INTO `member` (`name`,`id`) VALUES ('x',-3) ON DUPLICATE KEY UPDATE id=1;
REPLACE INTO db.`member` SET id=1;
UNLOCK TABLES;
DELIMITER ;;
/*!50003 CREATE*/ /*!50003 TRIGGER t BEFORE INSERT ON member FOR EACH ROW BEGIN INSERT INTO x VALUES ('a;b'); END */;;
DELIMITER ;
INSERT INTO `member` VALUES (4,NOW(),x'41',_utf8mb4'q');

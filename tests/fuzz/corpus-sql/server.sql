SET ANSI_NULLS ON
GO
CREATE TABLE [dbo].[t](
	[a] [int] IDENTITY(1,1) NOT NULL,
	[b] [nvarchar](50) NULL,
	[c] [datetime] NULL,
 CONSTRAINT [p] PRIMARY KEY CLUSTERED
(
	[a] ASC
)WITH (PAD_INDEX = OFF) ON [PRIMARY]
) ON [PRIMARY]
GO
SET IDENTITY_INSERT [dbo].[t] ON
INSERT [dbo].[t] ([a], [b], [c]) VALUES (1, N'GO
GO
', CAST(0x0000A1B200C5C100 AS DateTime))
INSERT [dbo].[t] ([a], [b], [c]) VALUES (2, N'a' + CHAR(13) + N'b', CAST(N'2020-01-02' AS Date))
GO
CREATE PROC p AS
INSERT INTO t VALUES ('inside')
GO 2
INSERT INTO dbo.T VALUES (3, NULL, CAST(0x07000000000079420B AS DateTime2))
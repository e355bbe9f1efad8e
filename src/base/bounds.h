/*
 * bounds.h - every limit of the program, with its reason
 *
 * Whatever a user, a database or a file can grow has a limit here.  What is beyond
 * one is named in an error or listed as not searched; nothing is cut in silence.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#define KIBIBYTE (1024UL)
#define MEBIBYTE (1024UL * KIBIBYTE)
#define GIBIBYTE (1024UL * MEBIBYTE)

/* One value of a record; longer ones are streamed in parts by the survey, never held. */
#define BOUND_VALUE (16 * MEBIBYTE)

/* One record of a document (CSV row, JSON line, dump statement's row). */
#define BOUND_RECORD (64 * MEBIBYTE)

/* Fields of one container; PostgreSQL's own limit is 1,600, SQLite's 32,767. */
#define BOUND_FIELDS 4096

/* Containers of one source. */
#define BOUND_CONTAINERS 200000

/* A file of a user's own kinds: thirty-two of them are a few kibibytes. */
#define BOUND_RULE_FILE (1 * MEBIBYTE)

/* Nesting of JSON documents: deeper is hostile or a bug. */
#define BOUND_JSON_DEPTH 64

/* A document that must be held whole to be read: office files, PDF, mail in an archive. */
#define BOUND_DOCUMENT (256 * MEBIBYTE)

/* XML of an office file for each packed byte: sheets of empty cells come to a hundred. */
#define BOUND_OFFICE_RATIO 200

/* Archives within archives. */
#define BOUND_ARCHIVE_DEPTH 4

/* Unpacked bytes for each packed byte; zip's own best is 1,032. */
#define BOUND_ARCHIVE_RATIO 1100

/* Unpacked bytes of one archive, all members together. */
#define BOUND_ARCHIVE_BYTES (64 * GIBIBYTE)

/* Members of one archive. */
#define BOUND_ARCHIVE_MEMBERS 1000000

/* A settings, plan, approval, rule or law file of our own. */
#define BOUND_OWN_FILE (64 * MEBIBYTE)

/* One ledger entry: bundles prefix the length with 16 bits (C2SP tlog-tiles). */
#define BOUND_LEDGER_ENTRY 65535

/* Directory nesting under a files: source. */
#define BOUND_DIRECTORY_DEPTH 64

/* An identifier that a person gives in a request. */
#define BOUND_IDENTIFIER 256

/* Identifiers of persons that a scan keeps to count exactly: 24 bytes each, hashes only. */
#define BOUND_IDENTIFIERS (8 * 1000 * 1000)

/* Identifiers behind the list of who must be told personally: some 100 bytes each in memory. */
#define BOUND_PERSONS_DUE 20000000

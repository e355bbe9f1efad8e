/*
 * main.c - argv to exit status
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "invocation.h"

int
main(int argc, char **argv)
{
	return invocation_main(argc, argv);
}

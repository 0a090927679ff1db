/* SPDX-License-Identifier: MIT */
/*
 * The steward's own text: straight to the board's UART, and by hypercall while
 * the hypervisor is enabled and lets the root cell use its console.
 */
#ifndef STEWARD_CONSOLE_H
#define STEWARD_CONSOLE_H

#include <stdarg.h>

enum console_path { CONSOLE_UART, CONSOLE_HYPERCALL, CONSOLE_SILENT };

void console_use(enum console_path path);

void console_print(const char *format, ...)
	__attribute__((format(printf, 1, 2)));

#endif /* !STEWARD_CONSOLE_H */

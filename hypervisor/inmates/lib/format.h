/* SPDX-License-Identifier: MIT */
/* printf-style text, one character at a time to whoever wants it. */
#ifndef INMATE_FORMAT_H
#define INMATE_FORMAT_H

#include <stdarg.h>

typedef void (*format_sink)(void *context, char character);

/**
 * Writes the text to the sink. Knows %s %c %d %i %u %x %p %%, with l or ll,
 * a width and zero padding; an unknown conversion is written as it stands.
 */
void format_text(format_sink sink, void *context, const char *format,
		 va_list arguments);

#endif /* !INMATE_FORMAT_H */

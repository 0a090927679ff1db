/* SPDX-License-Identifier: MIT */
/* See format.h. */
#include <jailhouse/types.h>
#include "format.h"
#include "string.h"

#define DIGITS_MAX 20 /* of a 64-bit number in base 10 */

struct output {
	format_sink sink;
	void *context;
};

/* One conversion: %[0][width][l|ll]letter */
struct conversion {
	bool zero_padded;
	unsigned int width;
	unsigned int longs;
};

static void put_padding(const struct output *out, const struct conversion *how,
			unsigned int length)
{
	for (; length < how->width; length++)
		out->sink(out->context, how->zero_padded ? '0' : ' ');
}

static void put_text(const struct output *out, struct conversion *how,
		     const char *text)
{
	if (!text)
		text = "(null)";
	how->zero_padded = false;
	put_padding(out, how, (unsigned int)strlen(text));
	while (*text)
		out->sink(out->context, *text++);
}

static void put_number(const struct output *out, struct conversion *how,
		       u64 number, unsigned int base, bool negative)
{
	char digits[DIGITS_MAX];
	unsigned int count = 0;

	do {
		digits[count++] = "0123456789abcdef"[number % base];
		number /= base;
	} while (number);

	if (negative && how->zero_padded)
		out->sink(out->context, '-');
	put_padding(out, how, count + negative);
	if (negative && !how->zero_padded)
		out->sink(out->context, '-');
	while (count > 0)
		out->sink(out->context, digits[--count]);
}

static const char *parse_conversion(const char *format, struct conversion *how)
{
	how->zero_padded = *format == '0';
	how->width = 0;
	how->longs = 0;
	while (*format >= '0' && *format <= '9')
		how->width = how->width * 10 + (unsigned int)(*format++ - '0');
	for (; *format == 'l'; format++)
		how->longs++;
	return format;
}

static void put_signed(const struct output *out, struct conversion *how,
		       s64 number)
{
	if (number < 0)
		put_number(out, how, -(u64)number, 10, true);
	else
		put_number(out, how, (u64)number, 10, false);
}

void format_text(format_sink sink, void *context, const char *format,
		 va_list arguments)
{
	struct output out = { sink, context };
	struct conversion how;

	for (; *format; format++) {
		if (*format != '%') {
			sink(context, *format);
			continue;
		}
		format = parse_conversion(format + 1, &how);
		switch (*format) {
		case 's':
			put_text(&out, &how, va_arg(arguments, const char *));
			break;
		case 'c':
			sink(context, (char)va_arg(arguments, int));
			break;
		case 'd':
		case 'i':
			put_signed(&out, &how,
				   how.longs ? va_arg(arguments, long)
					     : va_arg(arguments, int));
			break;
		case 'u':
		case 'x':
			put_number(&out, &how,
				   how.longs ? va_arg(arguments, unsigned long)
					     : va_arg(arguments, unsigned int),
				   *format == 'u' ? 10 : 16, false);
			break;
		case 'p':
			put_number(&out, &how, va_arg(arguments, unsigned long),
				   16, false);
			break;
		case '\0':
			return;
		default:
			sink(context, *format);
		}
	}
}

/* SPDX-License-Identifier: MIT */
/* The command line and its parameters; see inmate.h. */
#include "inmate.h"

/* Weak: CMDLINE_BUFFER() in a program takes its place. */
const char cmdline[CMDLINE_BUFFER_SIZE]
	__attribute__((weak, section(".cmdline"))) = "";

struct value {
	const char *text;
	unsigned long length;
};

/* The loader writes behind the compiler's back, so read what is there. */
static const char *start_of_line(void)
{
	const char *line = cmdline;

	asm volatile("" : "+r"(line) : : "memory");
	return line;
}

static bool is_blank(char character)
{
	return character == ' ' || character == '\t';
}

/* Finds name or name=value; the value of a bare name is empty. */
static bool find_param(const char *param, struct value *value)
{
	const char *word = start_of_line();
	unsigned long name_length = strlen(param);
	unsigned long length;

	while (*word) {
		if (is_blank(*word)) {
			word++;
			continue;
		}
		for (length = 0; word[length] && !is_blank(word[length]);)
			length++;
		if (length >= name_length &&
		    strncmp(word, param, name_length) == 0 &&
		    (length == name_length || word[name_length] == '=')) {
			length -= name_length;
			value->text = word + name_length + (length > 0);
			value->length = length - (length > 0);
			return true;
		}
		word += length;
	}
	return false;
}

const char *cmdline_parse_str(const char *param, char *value_buffer,
			      unsigned long buffer_size,
			      const char *default_value)
{
	struct value value;

	if (!find_param(param, &value) || buffer_size == 0)
		return default_value;
	if (value.length > buffer_size - 1)
		value.length = buffer_size - 1;
	memcpy(value_buffer, value.text, value.length);
	value_buffer[value.length] = '\0';
	return value_buffer;
}

static int digit_of(char character)
{
	if (character >= '0' && character <= '9')
		return character - '0';
	character |= 0x20; /* lower case */
	if (character >= 'a' && character <= 'f')
		return character - 'a' + 10;
	return 16;
}

long long cmdline_parse_int(const char *param, long long default_value)
{
	bool negative = false;
	unsigned long long number = 0;
	const char *at, *end;
	struct value value;
	int base = 10;

	if (!find_param(param, &value))
		return default_value;
	at = value.text;
	end = at + value.length;
	if (at < end && *at == '-') {
		negative = true;
		at++;
	}
	if (end - at > 2 && at[0] == '0' && (at[1] | 0x20) == 'x') {
		base = 16;
		at += 2;
	}
	if (at == end)
		return default_value;
	for (; at < end; at++) {
		if (digit_of(*at) >= base)
			return default_value;
		number = number * (unsigned int)base +
			 (unsigned int)digit_of(*at);
	}
	return (long long)(negative ? -number : number);
}

static bool value_is(const struct value *value, const char *text)
{
	return value->length == strlen(text) &&
	       strncmp(value->text, text, value->length) == 0;
}

bool cmdline_parse_bool(const char *param, bool default_value)
{
	struct value value;

	if (!find_param(param, &value))
		return default_value;
	if (value.length == 0 || value_is(&value, "true") ||
	    value_is(&value, "1"))
		return true;
	if (value_is(&value, "false") || value_is(&value, "0"))
		return false;
	return default_value;
}

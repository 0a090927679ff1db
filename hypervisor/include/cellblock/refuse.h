/* SPDX-License-Identifier: MIT */
/*
 * Refusing a management request: the reason goes to the console and to the
 * debug block, the errno to the caller. Use as return refuse(...).
 */
#ifndef CELLBLOCK_REFUSE_H
#define CELLBLOCK_REFUSE_H

#include <cellblock/errno.h>
#include <cellblock/refusal.h>
#include <cellblock/types.h>

#define NO_INDEX (~0U)

int refuse(u32 reason, int error);

/** @index says which region, CPU, interrupt or entry was asked for. */
int refuse_index(u32 reason, int error, u32 index);

/** @asked collides with @holder. */
int refuse_range(u32 reason, int error, u32 index, struct range asked,
		 struct range holder);

#endif /* !CELLBLOCK_REFUSE_H */

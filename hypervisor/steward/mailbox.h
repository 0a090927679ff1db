/* SPDX-License-Identifier: MIT */
/*
 * The steward's side of the mailbox: taking requests, refusing them with a
 * reason, and surviving one that makes the steward itself fault.
 */
#ifndef STEWARD_MAILBOX_H
#define STEWARD_MAILBOX_H

#include <cellblock/mailbox.h>

/** Publishes the mailbox as ready; call it when everything else is. */
void mailbox_open(void);

/** Serves the pending request, if there is one. */
void mailbox_poll(void);

/** Puts the reason into the answer's message; returns the error. */
__s64 mailbox_refuse(__s64 error, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/**
 * Ends the request that CPU 0 is serving with -EFAULT and continues the main
 * loop; returns only if there is no such request.
 */
void mailbox_abandon(__u64 syndrome, __u64 pc, __u64 address);

#endif /* !STEWARD_MAILBOX_H */

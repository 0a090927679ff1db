/* SPDX-License-Identifier: MIT */
/* Linux' error numbers: those of hypercalls, and what only a driver meets. */
#ifndef STEWARD_ERRNO_H
#define STEWARD_ERRNO_H

#include <cellblock/errno.h>

#define EFAULT	  14
#define ETIMEDOUT 110

#endif /* !STEWARD_ERRNO_H */

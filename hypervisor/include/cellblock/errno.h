/* SPDX-License-Identifier: MIT */
/* The error numbers of the hypercall ABI, which are Linux' own. */
#ifndef CELLBLOCK_ERRNO_H
#define CELLBLOCK_ERRNO_H

#define EPERM  1
#define ENOENT 2
#define EIO    5
#define E2BIG  7
#define ENOMEM 12
#define EBUSY  16
#define EEXIST 17
#define ENODEV 19
#define EINVAL 22
#define ERANGE 34
#define ENOSYS 38

#endif /* !CELLBLOCK_ERRNO_H */

/* SPDX-License-Identifier: MIT */
/* The error numbers of the driver interface, as Linux counts them. */
#ifndef STEWARD_ERRNO_H
#define STEWARD_ERRNO_H

#define ENOENT		2
#define EIO		5
#define E2BIG		7
#define ENOMEM		12
#define EFAULT		14
#define EBUSY		16
#define EINVAL		22
#define ENOSYS		38
#define ETIMEDOUT	110

#endif /* !STEWARD_ERRNO_H */

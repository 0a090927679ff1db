// SPDX-License-Identifier: MIT
// Names of the error numbers that hypervisor and steward answer with; the
// numbers are Linux' and the same on all architectures used here.

export const ERROR_NUMBERS = {
  EPERM: 1,
  ENOENT: 2,
  EIO: 5,
  E2BIG: 7,
  ENOMEM: 12,
  EFAULT: 14,
  EBUSY: 16,
  EEXIST: 17,
  ENODEV: 19,
  EINVAL: 22,
  ERANGE: 34,
  ENOSYS: 38,
  ETIMEDOUT: 110,
} as const;

/** The name of a number of either sign. */
export function errnoName(error: number): string {
  const number = Math.abs(error);
  const found = Object.entries(ERROR_NUMBERS).find(([, value]) => value === number);
  return found ? found[0] : `error ${number}`;
}

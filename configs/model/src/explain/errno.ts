// SPDX-License-Identifier: MIT
// Error numbers of Linux that the hypervisor, its driver and its tools use,
// with the words that strerror() has for them.

const table = {
  EPERM: [1, 'Operation not permitted'],
  ENOENT: [2, 'No such file or directory'],
  EINTR: [4, 'Interrupted system call'],
  EIO: [5, 'Input/output error'],
  E2BIG: [7, 'Argument list too long'],
  EAGAIN: [11, 'Resource temporarily unavailable'],
  ENOMEM: [12, 'Cannot allocate memory'],
  EFAULT: [14, 'Bad address'],
  EBUSY: [16, 'Device or resource busy'],
  EEXIST: [17, 'File exists'],
  ENODEV: [19, 'No such device'],
  EINVAL: [22, 'Invalid argument'],
  ENOTTY: [25, 'Inappropriate ioctl for device'],
  ENOSPC: [28, 'No space left on device'],
  ERANGE: [34, 'Numerical result out of range'],
  ENOSYS: [38, 'Function not implemented'],
  ETIMEDOUT: [110, 'Connection timed out'],
} as const satisfies Readonly<Record<string, readonly [number, string]>>;

export type ErrnoName = keyof typeof table;

export const errnoNames = Object.keys(table) as readonly ErrnoName[];

/** By name (`EBUSY`, `-EBUSY`), number of either sign, or the words of strerror(). */
export function errnoOf(text: string): ErrnoName | undefined {
  const word = text.trim().replace(/^-/, '');
  return errnoNames.find((name) => {
    const [number, words] = table[name];
    return (
      name.toLowerCase() === word.toLowerCase() ||
      String(number) === word ||
      words.toLowerCase() === word.toLowerCase()
    );
  });
}

/** `Device or resource busy` */
export function errnoWords(name: ErrnoName): string {
  return table[name][1];
}

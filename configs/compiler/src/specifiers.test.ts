// SPDX-License-Identifier: MIT
// Declarations that no compiler takes get no image, and their problem is at the words.
import { checkObject } from './carets.test-support.js';

const object = '\n   struct { unsigned char a; } config = { 1 };\n';

describe('A declaration that is no C', () => {
  it('names words that exclude each other', () => {
    checkObject(
      `
   extern void void *a;
//        ^^^^^^^^^ error type-combination: 'void void' is no type: these words exclude each other.
   extern unsigned char char b;
//        ^^^^^^^^^^^^^^^^^^ error type-combination: 'unsigned char char' is no type: these words exclude each other.
   extern long long long c;
//        ^^^^^^^^^^^^^^ error type-combination: 'long long long' is no type: these words exclude each other.
   extern signed unsigned d;
//        ^^^^^^^^^^^^^^^ error type-combination: 'signed unsigned' is no type: these words exclude each other.
${object}`,
    );
  });

  it('takes every combination that is one, in any order', () => {
    checkObject(`
   extern long unsigned int long a;
   extern int short signed b;
   extern double long c;
   extern __signed__ char d;
   extern unsigned __int128 e;
${object}`);
  });

  it('has one storage class', () => {
    checkObject(
      `
   static extern int a;
//        ^^^^^^ error storage-combination: 'extern' can't follow 'static': only one of typedef, static and extern fits.
${object}`,
    );
  });

  it('names its members, and nothing in a cast', () => {
    checkObject(
      `
   struct s { unsigned , b; };
//                     ^ error syntax-error: Here should be a name, but there is ','.
   struct { unsigned char a; } config = { (unsigned other)5 };
//                                                  ^^^^^ error syntax-error: A type without a name belongs here.
`,
    );
  });

  it('counts its constants no further than their type goes', () => {
    checkObject(
      `
   enum { A = 0xffffffffffffffff, B };
//                                ^ error enumeration-overflow: 'B' would be 18446744073709551616, beyond 'unsigned long', the type of the constant before it.
   enum { C = 0x7fffffff, D };
//                        ^ error enumeration-overflow: 'D' would be 2147483648, beyond 'int', the type of the constant before it.
   enum { E = "text" };
//            ^^^^^^ error not-constant: An address is no constant.
${object}`,
    );
  });

  it('has bounds that fit their type', () => {
    checkObject(
      `
   extern char a[(2147483647 + 1) ? 4 : 7];
//               ^^^^^^^^^^^^^^^^ warning integer-overflow: The result does not fit into 'int'.
//               ^^^^^^^^^^^^^^^^^^^^^^^^ error not-constant: A bound that overflows is no constant.
${object}`,
    );
  });
});

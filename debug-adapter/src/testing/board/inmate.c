/* SPDX-License-Identifier: MIT */
/* A guest that counts, calls functions and makes hypercalls. */
typedef unsigned long u64;

struct progress {
	int rounds;
	u64 sum;
	char letter;
};

struct progress progress = { .letter = 'a' };
static char stack[4096] __attribute__((aligned(16)));

__attribute__((noinline)) static u64 hypercall(u64 number, u64 argument)
{
	register u64 code __asm__("x0") = number;
	register u64 first __asm__("x1") = argument;

	__asm__ volatile("hvc #0x4a48" : "+r"(code) : "r"(first) : "memory");
	return code;
}

__attribute__((noinline)) static int square(int number)
{
	int product = number * number;

	return product;
}

__attribute__((noinline)) static void work(struct progress *state)
{
	int squared = square(state->rounds);

	state->sum += squared;
	state->rounds++;
	hypercall(8, state->letter);
	state->letter = state->letter == 'z' ? 'a' : state->letter + 1;
}

__attribute__((used)) static void inmate_main(void)
{
	for (;;)
		work(&progress);
}

__attribute__((naked)) void inmate_start(void)
{
	__asm__ volatile("mov sp, %0\n\tmov x29, xzr\n\tmov x30, xzr\n\tb inmate_main"
			 : : "r"(&stack[sizeof(stack)]));
}

/* SPDX-License-Identifier: MIT */
/* The cell's console, as the communication region describes it. */
#ifndef INMATE_CONSOLE_H
#define INMATE_CONSOLE_H

/** Chooses hypercall, UART or nothing; called before inmate_main(). */
void console_init(void);

#endif /* !INMATE_CONSOLE_H */

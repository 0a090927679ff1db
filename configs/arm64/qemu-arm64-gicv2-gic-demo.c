/* SPDX-License-Identifier: MIT */
/*
 * The cell of the interrupt demo with a GICv2. It is the one with a GICv3: the
 * hypervisor tells a cell by its communication region which of them it has.
 */

#include "qemu-arm64-gic-demo.c"

/* SPDX-License-Identifier: MIT */
/*
 * The cell of the demo that does what no cell may do with a GICv2. It is the
 * one with a GICv3: the hypervisor tells a cell by its communication region
 * which of them it has.
 */

#include "qemu-arm64-wild-demo.c"

# SPDX-License-Identifier: MIT
# Builds the steward. Included by hypervisor/Makefile; paths are relative to
# the repository root, and also works alone: make -f hypervisor/steward/steward.mk

OUT ?= hypervisor/out/arm64
ifeq ($(origin CC),default)
CC := clang-19
endif
ifeq ($(origin LD),default)
LD := ld.lld-19
endif

STEWARD_DIR := hypervisor/steward
STEWARD_OUT = $(OUT)/steward.d
STEWARD_SOURCES := \
	$(STEWARD_DIR)/entry.S \
	$(STEWARD_DIR)/vectors.S \
	$(STEWARD_DIR)/stub-vectors.S \
	$(STEWARD_DIR)/main.c \
	$(STEWARD_DIR)/memory.c \
	$(STEWARD_DIR)/fdt.c \
	$(STEWARD_DIR)/gic.c \
	$(STEWARD_DIR)/timer.c \
	$(STEWARD_DIR)/smp.c \
	$(STEWARD_DIR)/trap.c \
	$(STEWARD_DIR)/console.c \
	$(STEWARD_DIR)/mailbox.c \
	$(STEWARD_DIR)/configuration.c \
	$(STEWARD_DIR)/driver.c \
	$(STEWARD_DIR)/cells.c \
	hypervisor/inmates/lib/format.c \
	hypervisor/inmates/lib/string.c
STEWARD_OBJECTS = $(patsubst hypervisor/%,$(STEWARD_OUT)/%.o,$(STEWARD_SOURCES))

STEWARD_FLAGS := \
	--target=aarch64-none-elf -mcpu=cortex-a57 -mgeneral-regs-only \
	-mstrict-align -mno-outline-atomics -ffreestanding -nostdlibinc \
	-fno-pic -fno-stack-protector -fno-asynchronous-unwind-tables \
	-Og -gdwarf-5 -fno-omit-frame-pointer -fno-optimize-sibling-calls \
	-fdebug-compilation-dir=/cellblock \
	-std=gnu11 -Wall -Wextra -Werror -Wstrict-prototypes \
	-Wmissing-prototypes -Wshadow -Wundef \
	-Iconfigs/include -Iconfigs/include/arch/arm64 -Ihypervisor/include \
	-Ihypervisor/inmates/lib

.PHONY: steward
steward: $(OUT)/steward.elf

$(OUT)/steward.elf: $(STEWARD_OBJECTS) $(STEWARD_DIR)/steward.lds
	$(LD) -T $(STEWARD_DIR)/steward.lds --build-id=none -z max-page-size=4096 \
		-o $@ $(STEWARD_OBJECTS)

$(STEWARD_OUT)/%.o: hypervisor/% $(STEWARD_DIR)/steward.mk
	@mkdir -p $(@D)
	$(CC) $(STEWARD_FLAGS) -MMD -MP -c $< -o $@

-include $(STEWARD_OBJECTS:.o=.d)

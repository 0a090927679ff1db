# SPDX-License-Identifier: MIT
# Builds the demo inmates. Included by hypervisor/Makefile; paths are relative
# to the repository root, and it works alone: make -f hypervisor/inmates/inmates.mk

ifeq ($(origin CC),default)
CC := clang-19
endif
ifeq ($(origin LD),default)
LD := ld.lld-19
endif
OUT ?= hypervisor/out/arm64
OBJCOPY ?= llvm-objcopy-19

INMATES_DIR := hypervisor/inmates
INMATES_OUT = $(OUT)/inmates
INMATES := uart-demo gic-demo bounds-demo
INMATE_LIB := header.S startup.c console.c cmdline.c gic-v3.c timer.c alloc.c \
	format.c string.c
INMATE_LIB_OBJECTS = $(INMATE_LIB:%=$(INMATES_OUT)/lib/%.o)

INMATE_FLAGS := \
	--target=aarch64-none-elf -mcpu=cortex-a57 -mgeneral-regs-only \
	-mstrict-align -mno-outline-atomics -ffreestanding -nostdlibinc \
	-fno-pic -fno-stack-protector -fno-asynchronous-unwind-tables \
	-gdwarf-5 -fno-omit-frame-pointer -fno-optimize-sibling-calls \
	-fdebug-compilation-dir=/cellblock \
	-std=gnu11 -Wall -Wextra -Werror -Wstrict-prototypes \
	-Wmissing-prototypes -Wshadow -Wundef \
	-Iconfigs/include -Iconfigs/include/arch/arm64 -I$(INMATES_DIR)/lib

# Demos are there to be stepped through: every local must stay readable.
INMATE_OPTIMISATION := -Og
$(INMATES_OUT)/demos/%: INMATE_OPTIMISATION := -O0

.PHONY: inmates
inmates: $(INMATES:%=$(INMATES_OUT)/%.elf) $(INMATES:%=$(INMATES_OUT)/%.bin)

.SECONDARY: $(INMATE_LIB_OBJECTS) $(INMATES:%=$(INMATES_OUT)/demos/%.c.o)

$(INMATES_OUT)/%.elf: $(INMATES_OUT)/demos/%.c.o $(INMATE_LIB_OBJECTS) \
		$(INMATES_DIR)/lib/inmate.lds
	$(LD) -T $(INMATES_DIR)/lib/inmate.lds --build-id=none -z max-page-size=4096 -o $@ \
		$(INMATE_LIB_OBJECTS) $<

$(INMATES_OUT)/%.bin: $(INMATES_OUT)/%.elf
	$(OBJCOPY) -O binary $< $@

$(INMATES_OUT)/%.o: $(INMATES_DIR)/% $(INMATES_DIR)/inmates.mk
	@mkdir -p $(@D)
	$(CC) $(INMATE_FLAGS) $(INMATE_OPTIMISATION) -MMD -MP -c $< -o $@

-include $(INMATE_LIB_OBJECTS:.o=.d) $(INMATES:%=$(INMATES_OUT)/demos/%.c.d)

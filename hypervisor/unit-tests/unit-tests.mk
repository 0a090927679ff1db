# SPDX-License-Identifier: MIT
# Builds and runs the unit tests of the core on the host: make unit-tests.
# Included by hypervisor/Makefile; paths are relative to the repository root.

UNIT_TESTS_DIR := hypervisor/unit-tests
UNIT_TESTS_OUT := hypervisor/out/host
UNIT_TESTS_SOURCES := $(wildcard $(UNIT_TESTS_DIR)/*.c) \
	hypervisor/core/mmio.c hypervisor/core/page-pool.c hypervisor/core/paging.c

UNIT_TESTS_FLAGS := \
	-std=gnu11 -O1 -g -fsanitize=undefined -fsanitize-trap=undefined \
	-Wall -Wextra -Werror -Wstrict-prototypes -Wmissing-prototypes \
	-Wshadow -Wundef -Iconfigs/include -Iconfigs/include/arch/arm64 \
	-Ihypervisor/include -I$(UNIT_TESTS_DIR)/fake-arch

.PHONY: unit-tests
unit-tests: $(UNIT_TESTS_OUT)/unit-tests
	$<

$(UNIT_TESTS_OUT)/unit-tests: $(UNIT_TESTS_SOURCES) \
		$(wildcard $(UNIT_TESTS_DIR)/*.h hypervisor/include/cellblock/*.h)
	@mkdir -p $(@D)
	$(CC) $(UNIT_TESTS_FLAGS) -Wl,--defsym=__units_start=__start_units \
		-Wl,--defsym=__units_end=__stop_units \
		$(UNIT_TESTS_SOURCES) -o $@

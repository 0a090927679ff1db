// SPDX-License-Identifier: MIT
// Files about imaginary boards, as tests of their readers need them.

/** A small board with a GICv2, two serial lines, one of them off, and reserved memory. */
export const boardSource = `/dts-v1/;
/* A comment; "and a text in it". */
#define UART_BASE 0x1000
#define SPI(n) GIC_SPI n IRQ_TYPE_LEVEL_HIGH

/memreserve/ 0x80000000 0x10000;

/ {
	#address-cells = <2>;
	#size-cells = <1>;
	compatible = "imaginary,board", "imaginary,chip";
	interrupt-parent = <&gic>;

	aliases { serial0 = &uart0; };
	chosen {
		stdout-path = "serial0:115200n8";
		bootargs = "console=ttyAMA0 mem=960M";
	};
	cpus {
		#address-cells = <1>;
		#size-cells = <0>;
		cpu@0 { device_type = "cpu"; compatible = "arm,cortex-a53"; reg = <0>; };
		cpu@1 { device_type = "cpu"; compatible = "arm,cortex-a53"; reg = <0x100>; status = "disabled"; };
	};
	memory@80000000 { device_type = "memory"; reg = <0 0x80000000 0x40000000>; };
	reserved-memory {
		#address-cells = <2>;
		#size-cells = <1>;
		ranges;
		optee@bf000000 { reg = <0 0xbf000000 0x800000>; no-map; };
		cma { compatible = "shared-dma-pool"; reusable; reg = <0 0xa0000000 (16 << 20)>; };
	};
	gic: interrupt-controller@10000000 {
		compatible = "arm,gic-400";
		interrupt-controller;
		#interrupt-cells = <3>;
		reg = <0 0x10001000 0x1000>, <0 0x10002000 0x2000>,
		      <0 0x10004000 0x2000>, <0 0x10006000 0x2000>;
		interrupts = <GIC_PPI 9 (GIC_CPU_MASK_SIMPLE(2) | IRQ_TYPE_LEVEL_HIGH)>;
	};
	soc: bus@20000000 {
		compatible = "simple-bus";
		#address-cells = <1>;
		#size-cells = <1>;
		ranges = <0x0 0 0x20000000 0x1000000>;

		uart0: serial@1000 {
			compatible = "arm,pl011", "arm,primecell";
			reg = <UART_BASE 0x100>;
			interrupts = <SPI(33)>;
			clock-frequency = <24000000>;
		};
		uart1: serial@2000 { compatible = "arm,pl011"; reg = <0x2000 0x100>; interrupts = <SPI(34)>; status = "disabled"; };
		smmu: iommu@8000 { compatible = "arm,mmu-500"; reg = <0x8000 0x1000>; #iommu-cells = <2>; };
		net@9000 {
			compatible = "imaginary,net";
			reg = <0x9000 0x1000 0xa000 0x800>;
			interrupts-extended = <&gic 0 40 4>, <&gic 0 41 4>;
			iommus = <&smmu 0x870 0x7>;
			clocks = <&clk SOME_CLOCK>; bus-range = <0 LAST_BUS>;
		};
		i2c@b000 {
			compatible = "imaginary,i2c";
			reg = <0xb000 0x100>;
			#address-cells = <1>;
			#size-cells = <0>;
			sensor@48 { compatible = "imaginary,sensor"; reg = <0x48>; };
		};
	};
};

&uart1 { status = "okay"; };
/delete-node/ &{/soc/none};
`;

export const iomem = `00000000-00000fff : Reserved
00001000-0009ffff : System RAM
00100000-39ffffff : System RAM
  01000000-01e00eb0 : Kernel code
3a000000-3f1fffff : Reserved
3f200000-7ffd7fff : System RAM
7ffd8000-7fffffff : ACPI Tables
b0000000-bfffffff : PCI MMCONFIG 0000 [bus 00-ff]
c0000000-febfffff : PCI Bus 0000:00
  fe000000-fe003fff : 0000:00:04.0
    fe000000-fe003fff : some_driver
fec00000-fec003ff : IOAPIC 0
`;

export const interrupts = `           CPU0       CPU1
 11:        100          5     GICv3  27 Level     arch_timer
 13:          7          0     GICv3  33 Level     uart-pl011
  4:       1234          0   IO-APIC   4-edge      ttyS0
IPI0:       123        321       Rescheduling interrupts
Err:          0
`;

export const lspci = `00:00.0 Host bridge: Imaginary Corp. Bridge
	Control: I/O+ Mem+ BusMaster+
	Status: Cap- 66MHz- UDF-

0000:00:04.0 Ethernet controller: Imaginary Corp. Network (rev 02)
	Status: Cap+ 66MHz- UDF-
	Interrupt: pin A routed to IRQ 16
	Region 0: Memory at fe000000 (64-bit, non-prefetchable) [size=16K]
	Region 2: I/O ports at c000 [size=32]
	Region 4: Memory at fe010000 (32-bit, prefetchable) [size=4K]
	Capabilities: [40] Power Management version 3
	Capabilities: [50] MSI: Enable- Count=1/8 Maskable- 64bit+
		Address: 0000000000000000  Data: 0000
	Capabilities: [70] MSI-X: Enable+ Count=5 Masked-
		Vector table: BAR=4 offset=00000400
		PBA: BAR=4 offset=00000800
	Capabilities: [a0] Express (v2) Endpoint, MSI 00
	Capabilities: [100 v2] Advanced Error Reporting
	Kernel driver in use: some_driver
`;

/** A table with its header; the length and the checksum are made right. */
export function acpiTable(signature: string, body: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(36 + body.length);
  for (let index = 0; index < 4; index++) bytes[index] = signature.charCodeAt(index);
  new DataView(bytes.buffer).setUint32(4, bytes.length, true);
  bytes.set(body, 36);
  bytes[9] = -bytes.reduce((sum, byte) => sum + byte, 0) & 0xff;
  return bytes;
}

/** A number in `size` bytes, the lowest first. */
export function little(value: number | bigint, size: number): number[] {
  return Array.from({ length: size }, (_unused, index) =>
    Number((BigInt(value) >> BigInt(8 * index)) & 0xffn),
  );
}

export const dmar = acpiTable('DMAR', [
  ...[38, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  ...little(0, 2),
  ...little(24, 2),
  ...[0, 0, 0, 0],
  ...little(0xfed90000n, 8),
  ...[1, 8, 0, 0, 0, 0, 2, 0],
  ...little(0, 2),
  ...little(24, 2),
  ...[1, 0, 0, 0],
  ...little(0xfed91000n, 8),
  ...[3, 8, 0, 0, 2, 0xf0, 0x1f, 0],
  ...little(1, 2),
  ...little(32, 2),
  ...[0, 0, 0, 0],
  ...little(0x7d000000n, 8),
  ...little(0x7d01ffffn, 8),
  ...[1, 8, 0, 0, 0, 0, 0x14, 0],
]);

export const madt = acpiTable('APIC', [
  ...little(0xfee00000, 4),
  ...little(1, 4),
  ...[0, 8, 0, 0, 1, 0, 0, 0],
  ...[0, 8, 1, 2, 0, 0, 0, 0],
  ...[1, 12, 2, 0, ...little(0xfec00000, 4), 0, 0, 0, 0],
  ...[12, 24, 0, 0, 0, 0, 0, 0, ...little(0x8000000n, 8), 0, 0, 0, 0, 3, 0, 0, 0],
  ...[14, 16, 0, 0, ...little(0x80a0000n, 8), ...little(0xf60000, 4)],
]);

export const mcfg = acpiTable('MCFG', [
  ...little(0, 8),
  ...little(0xe0000000n, 8),
  ...little(0, 2),
  ...[0, 63],
  ...little(0, 4),
]);

export const ivrs = acpiTable('IVRS', [
  ...little(0, 12),
  ...[0x10, 0, ...little(44, 2), ...little(2, 2), ...little(0x40, 2)],
  ...[...little(0xfeb80000n, 8), ...little(0, 8)],
  ...[3, 8, 0, 0, 4, 0xff, 0, 0, 2, 0x10, 1, 0],
  ...[72, 0, 0, 0, 5, ...little(0xa0, 2), 1],
]);

// SPDX-License-Identifier: MIT
// How lspci calls capabilities, and their numbers (PCI Code and ID
// Assignment Specification, sections 2 and 3).

type Names = readonly (readonly [RegExp, number])[];

const standard: Names = [
  [/^Power Management/, 0x01],
  [/^AGP/, 0x02],
  [/^Vital Product Data/, 0x03],
  [/^Slot ID/, 0x04],
  [/^MSI:/, 0x05],
  [/^CompactPCI hot-swap/, 0x06],
  [/^PCI-X/, 0x07],
  [/^HyperTransport/, 0x08],
  [/^Vendor Specific/, 0x09],
  [/^Debug port/, 0x0a],
  [/^CompactPCI central/, 0x0b],
  [/^Hot-plug capable/, 0x0c],
  [/^Subsystem/, 0x0d],
  [/^AGP3/, 0x0e],
  [/^Secure device/, 0x0f],
  [/^Express/, 0x10],
  [/^MSI-X:/, 0x11],
  [/^SATA HBA/, 0x12],
  [/^PCI Advanced Features/, 0x13],
  [/^Enhanced Allocation/, 0x14],
];

const extended: Names = [
  [/^Advanced Error Reporting/, 0x01],
  [/^Virtual Channel/, 0x02],
  [/^Device Serial Number/, 0x03],
  [/^Power Budgeting/, 0x04],
  [/^Root Complex Link/, 0x05],
  [/^Root Complex Internal Link/, 0x06],
  [/^Root Complex Event Collector/, 0x07],
  [/^Root Complex Register/, 0x0a],
  [/^Vendor Specific/, 0x0b],
  [/^Access Control Services/, 0x0d],
  [/^Alternative Routing-ID/, 0x0e],
  [/^Address Translation Service/, 0x0f],
  [/^Single Root I\/O Virtualization/, 0x10],
  [/^Multi-Root I\/O Virtualization/, 0x11],
  [/^Multicast/, 0x12],
  [/^Page Request Interface/, 0x13],
  [/^Physical Resizable BAR|^Resizable BAR/, 0x15],
  [/^Dynamic Power Allocation/, 0x16],
  [/^Transaction Processing Hints/, 0x17],
  [/^Latency Tolerance Reporting/, 0x18],
  [/^Secondary PCI Express/, 0x19],
  [/^Process Address Space ID/, 0x1b],
  [/^Downstream Port Containment/, 0x1d],
  [/^L1 PM Substates/, 0x1e],
  [/^Precision Time Measurement/, 0x1f],
];

function numberIn(names: Names, text: string): number | undefined {
  return names.find(([pattern]) => pattern.test(text))?.[1];
}

/** From what follows the place: "MSI: Enable+ ...". */
export function capabilityNamed(text: string): number | undefined {
  return numberIn(standard, text);
}

export function extendedCapabilityNamed(text: string): number | undefined {
  return numberIn(extended, text);
}

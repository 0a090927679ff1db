// SPDX-License-Identifier: MIT
// Names that nearly every device tree source takes from the bindings' headers
// for interrupts and GPIOs. They are known even where those headers are not
// at hand; a header that defines them says the same.
import type { Macro } from './macros.js';

export const bindingMacros: ReadonlyMap<string, Macro> = new Map<string, Macro>([
  ['GIC_SPI', { body: '0' }],
  ['GIC_PPI', { body: '1' }],
  ['GIC_ESPI', { body: '2' }],
  ['GIC_EPPI', { body: '3' }],
  ['IRQ_TYPE_NONE', { body: '0' }],
  ['IRQ_TYPE_EDGE_RISING', { body: '1' }],
  ['IRQ_TYPE_EDGE_FALLING', { body: '2' }],
  ['IRQ_TYPE_EDGE_BOTH', { body: '3' }],
  ['IRQ_TYPE_LEVEL_HIGH', { body: '4' }],
  ['IRQ_TYPE_LEVEL_LOW', { body: '8' }],
  ['GIC_CPU_MASK_RAW', { parameters: ['x'], body: '((x) << 8)' }],
  ['GIC_CPU_MASK_SIMPLE', { parameters: ['n'], body: '(((1 << (n)) - 1) << 8)' }],
  ['GPIO_ACTIVE_HIGH', { body: '0' }],
  ['GPIO_ACTIVE_LOW', { body: '1' }],
]);

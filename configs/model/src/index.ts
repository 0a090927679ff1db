// SPDX-License-Identifier: MIT
// Configurations of systems and cells as plain data: read, written, checked
// and described. Knows nothing of files, sources or editors.
export { mergeFacts, noFacts } from './board/board-facts.js';
export type {
  BoardFacts,
  CommandLineFact,
  DeviceFact,
  MemoryFact,
  PciFunctionFact,
} from './board/board-facts.js';
export { boardFileNames } from './board/board-files.js';
export type { BoardFolder } from './board/board-files.js';
export type { BoardProblem } from './board/board-problem.js';
export type { IncludedFile, ReadInclude } from './board/dts/preprocess.js';
export { boardProblemText, readBoard } from './board/read-board.js';
export type { BoardRead, BoardReader, NamedBoardProblem } from './board/read-board.js';
export { readBoardFile } from './board/read-board-file.js';
export type { BoardFile, BoardFileRead } from './board/read-board-file.js';
export type { Check, Prediction, UpstreamGroup } from './check.js';
export { checks, runChecks } from './checks/index.js';
export { compare, compareFiles } from './compare.js';
export type { ArrayElement, Difference, FieldValue } from './compare.js';
export { cellOf, cellStep, cpusOf } from './config.js';
export type {
  Cell,
  CellConfig,
  Configuration,
  NamedConfig,
  System,
  SystemConfig,
  SystemSet,
} from './config.js';
export { architectures, consoleTypes, pciTypes } from './constants.js';
export { decode } from './decode.js';
export type { Decoded, DecodeOptions } from './decode.js';
export { unknownHead } from './decode-problems.js';
export { describeMemoryRegion, flagNames } from './describe-memory-region.js';
export type { RegionDescription, RegionOwner } from './describe-memory-region.js';
export { encode } from './encode.js';
export { memoryFlagsText } from './fix.js';
export { errnoOf } from './explain/errno.js';
export type { ErrnoName } from './explain/errno.js';
export { explainReport, explainText } from './explain/explain.js';
export type { ExplainOptions } from './explain/explain.js';
export { explanationText } from './explain/explanation-text.js';
export type { ExplanationTextOptions } from './explain/explanation-text.js';
export type { Cause, Explanation, Likelihood } from './explain/cause.js';
export type { Fault, FaultReport, Operation } from './explain/fault.js';
export { isOperation } from './explain/causes/request-error.js';
export { violationReport } from './explain/violation-report.js';
export type { ViolationRecord } from './explain/violation-report.js';
export { parseConsole } from './explain/parse/parse-console.js';
export { refusals } from './explain/refusals.js';
export type { RefusalWords } from './explain/refusals.js';
export { formatHex, formatRange, formatSize } from './format.js';
export { freeResources } from './free-resources.js';
export type { FreeRange, FreeResources } from './free-resources.js';
export { formatBdf, formatNumbers, interruptsOf, interruptsOfWord } from './interrupts.js';
export { memAttributes, stage2MappingOf } from './stage-2.js';
export type { Stage2Mapping } from './stage-2.js';
export { convert, convertTo } from './convert.js';
export type { Converted } from './convert.js';
export type { FieldGuide, RecordGuide } from './guide/field-guide.js';
export { guideOfFields, guideOfPath, guideOfRecord } from './guide/guide.js';
export type { GuidedField } from './guide/guide.js';
export { layoutOfObject } from './layouts/custom-layout.js';
export type { FieldPlace, FieldShape, ObjectShape, RecordShape } from './layouts/custom-layout.js';
export { currentLayout, layoutFor, layouts } from './layouts/history.js';
export type { ArrayLayout, Dialect, Layout } from './layouts/layout.js';
export { locate, pathAt } from './locate.js';
export type { ByteRange } from './locate.js';
export { pathName } from './path-name.js';
export { hasFlag, physicalRange, virtualRange } from './memory-regions.js';
export type { AddressRange } from './memory-regions.js';
export type {
  Fix,
  FixEdit,
  InsertEdit,
  ModelPath,
  Problem,
  RelatedPlace,
  RemoveEdit,
  SetEdit,
  Severity,
  Step,
} from './problem.js';
export { rulePage } from './rule-page.js';
export { camelCase } from './schema/field-types.js';
export { fieldNameOf } from './schema/field-name.js';
export type {
  CacheRegion,
  ConsoleDescription,
  IommuUnit,
  Irqchip,
  MemoryRegion,
  PciCapability,
  PciDevice,
  PioRegion,
  StreamId,
} from './schema/records.js';
export { systemCandidatesOf, systemFileOf } from './system-of.js';
export { bitNames, capabilityName, protocolName, valueName } from './value-names.js';
export { boardFilesOf, parseWorkspaceFile, workspaceFileName } from './workspace-file.js';
export type {
  LaunchSet,
  RuleSetting,
  WorkspaceFile,
  WorkspaceFileProblem,
  WorkspaceFileRead,
} from './workspace-file.js';

// SPDX-License-Identifier: MIT
export type * from './engine-client.js';
export { inmateImage, type InmateImage } from './inmate-image.js';

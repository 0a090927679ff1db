// SPDX-License-Identifier: MIT
// Names over names that are known already: a source adds a few to the hundreds
// of its headers, which all sources share, so these are not copied for each.

/** A table of names for readers: get, has, keys and values. */
export type Names<Value> = ReadonlyMap<string, Value> | LayeredMap<Value>;

export class LayeredMap<Value> {
  readonly #below: ReadonlyMap<string, Value>;
  /** Undefined for names that are gone. */
  readonly #own = new Map<string, Value | undefined>();
  /** Both layers in one, as long as nothing changes. */
  #flat: ReadonlyMap<string, Value> | undefined;

  /** `below` must not change any more. */
  constructor(below: Names<Value>) {
    this.#below = below instanceof LayeredMap ? below.flat() : below;
  }

  get(name: string): Value | undefined {
    // Nothing has been added yet while headers are read again.
    if (this.#own.size === 0) return this.#below.get(name);
    const own = this.#own.get(name);
    return own !== undefined || this.#own.has(name) ? own : this.#below.get(name);
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  set(name: string, value: Value): void {
    this.#flat = undefined;
    this.#own.set(name, value);
  }

  delete(name: string): void {
    this.#flat = undefined;
    if (this.#below.has(name)) this.#own.set(name, undefined);
    else this.#own.delete(name);
  }

  /** Those below first. */
  keys(): MapIterator<string> {
    return this.flat().keys();
  }

  values(): MapIterator<Value> {
    return this.flat().values();
  }

  /** What has been added or replaced. */
  own(): Iterable<Value | undefined> {
    return this.#own.values();
  }

  flat(): ReadonlyMap<string, Value> {
    this.#flat ??= this.#own.size === 0 ? this.#below : this.#merged();
    return this.#flat;
  }

  #merged(): ReadonlyMap<string, Value> {
    const all = new Map(this.#below);
    for (const [name, value] of this.#own) {
      if (value === undefined) all.delete(name);
      else all.set(name, value);
    }
    return all;
  }
}

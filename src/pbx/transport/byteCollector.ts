/** How many bytes there is room for at first: most answers are shorter. */
const firstRoom = 4096;

/**
 * Joins what comes in pieces, however small they are, in one piece of memory of its own, which is never more than twice as large
 * as what it holds or {@link firstRoom}.
 */
export class ByteCollector {
  #room = Buffer.alloc(0);
  #length = 0;

  add(piece: Uint8Array): void {
    const length = this.#length + piece.length;
    if (length > this.#room.length) {
      // Not from the pool that all buffers share, so that a thread can be given it.
      const larger = Buffer.allocUnsafeSlow(Math.max(firstRoom, 2 * this.#length, length));
      this.#room.copy(larger, 0, 0, this.#length);
      this.#room = larger;
    }
    this.#room.set(piece, this.#length);
    this.#length = length;
  }

  /** All that came so far. What is added later is not in it. */
  bytes(): Buffer<ArrayBuffer> {
    return this.#room.subarray(0, this.#length);
  }
}

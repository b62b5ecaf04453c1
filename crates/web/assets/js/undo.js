// What was done, so that it can be undone and done again: pairs of functions, with a sentence.

export class History {
  constructor(told) {
    this.told = told;
    this.done = [];
    this.undone = [];
  }

  get isEmpty() { return this.done.length === 0; }

  /** Something that was just done: `undo()` takes it back, `redo()` does it again. */
  push(step) {
    this.done.push(step);
    this.undone = [];
    this.told();
  }

  undo() { return this.move(this.done, this.undone, "undo"); }
  redo() { return this.move(this.undone, this.done, "redo"); }

  move(from, to, way) {
    const step = from.pop();
    if (!step) return false;
    step[way]();
    to.push(step);
    this.told();
    return true;
  }
}

package dev.cosell.bridge.operations;

/** The page that was asked for, checked. */
record PageRequest(int page, int size) {

  private static final int LARGEST = 200;

  static PageRequest of(int page, int size) {
    if (page < 0) {
      throw Problem.badRequest("page is " + page + ": it counts from 0");
    }
    if (size < 1 || size > LARGEST) {
      throw Problem.badRequest("size is " + size + ": 1 to " + LARGEST + " is allowed");
    }
    return new PageRequest(page, size);
  }
}

package ru.medchat.process;

/** Who handles an appeal; the names are the values that models use. */
enum Level {
  organisation,
  ministry,
  chamber;

  /** Who handles what residents have found unsolved so many times. */
  static Level after(int timesUnsolved) {
    return switch (timesUnsolved) {
      case 0 -> organisation;
      case 1 -> ministry;
      default -> chamber;
    };
  }

  Level next() {
    return this == organisation ? ministry : chamber;
  }
}

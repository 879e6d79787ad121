package ru.medchat.process;

/** Who handles an appeal; the names are the values that models use. */
enum Level {
  organisation,
  ministry,
  chamber;

  Level next() {
    return this == organisation ? ministry : chamber;
  }
}

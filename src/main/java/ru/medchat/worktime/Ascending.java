package ru.medchat.worktime;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * Ascending numbers to be searched. As weeks resemble each other, a number's place is guessed from
 * its share of the whole, and the search widens from there: logarithmic at worst, mostly nearer.
 */
final class Ascending {

  private final long[] values;
  private final double perUnit;

  /** Takes over the array. */
  Ascending(long[] values) {
    this.values = values;
    int last = values.length - 1;
    this.perUnit =
        last > 0 && values[last] > values[0] ? last / (double) (values[last] - values[0]) : 0;
  }

  int size() {
    return values.length;
  }

  long get(int index) {
    return values[index];
  }

  LongStream stream() {
    return Arrays.stream(values);
  }

  /** The index of the last number up to the given one, -1 when all are greater. */
  int lastUpTo(long value) {
    int size = values.length;
    if (size == 0 || values[0] > value) {
      return -1;
    }
    int low = (int) Math.min(size - 1.0, (value - values[0]) * perUnit);
    int high = low;
    if (values[low] <= value) {
      for (int step = 1; high < size && values[high] <= value; step <<= 1) {
        low = high;
        high = Math.min(size, high + step);
      }
    } else {
      for (int step = 1; values[low] > value; step <<= 1) {
        high = low;
        low = Math.max(0, low - step);
      }
    }
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (values[middle] <= value) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

package ru.medchat.telegram;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Takes no more than so many bytes: a server may send more than it said. */
class Bounded extends FilterOutputStream {

  private long left;

  Bounded(OutputStream out, long most) {
    super(out);
    this.left = most;
  }

  @Override
  public void write(int b) throws IOException {
    take(1);
    out.write(b);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    take(length);
    out.write(bytes, from, length);
  }

  private void take(int length) throws IOException {
    left -= length;
    if (left < 0) {
      throw new BotApi.NoFile(413, "file is too big: more comes than Telegram says it gives a bot");
    }
  }
}

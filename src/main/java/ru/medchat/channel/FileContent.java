package ru.medchat.channel;

import java.io.IOException;
import java.io.InputStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The bytes of a stored file, of which only one piece at a time is in memory. */
class FileContent extends InputStream {

  private final JdbcClient jdbc;
  private final long fileId;
  private final long size;
  private byte[] piece = {};
  private long pieceStart;
  private long position;

  FileContent(JdbcClient jdbc, long fileId, long size) {
    this.jdbc = jdbc;
    this.fileId = fileId;
    this.size = size;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position >= size) {
      return -1;
    }
    if (available() == 0) {
      fetch();
    }
    int read = Math.min(length, available());
    System.arraycopy(piece, (int) (position - pieceStart), target, from, read);
    position += read;
    return read;
  }

  @Override
  public long skip(long bytes) {
    long skipped = Math.max(0, Math.min(bytes, size - position));
    position += skipped;
    return skipped;
  }

  @Override
  public int available() {
    long end = pieceStart + piece.length;
    return pieceStart <= position && position < end ? (int) (end - position) : 0;
  }

  private void fetch() throws IOException {
    jdbc.sql(
            """
            select start, bytes from file_chunk
             where file_id = ? and start <= ? order by start desc limit 1
            """)
        .params(fileId, position)
        .query(
            row -> {
              pieceStart = row.getLong("start");
              piece = row.getBytes("bytes");
            });
    if (available() == 0) {
      throw new IOException("File " + fileId + " breaks off before byte " + position);
    }
  }
}

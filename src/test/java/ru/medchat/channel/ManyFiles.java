package ru.medchat.channel;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores and reads big files side by side, in whatever heap its JVM was given. Arguments: address
 * of the database, how many files, how big each of them is.
 */
final class ManyFiles {

  private ManyFiles() {}

  public static void main(String[] args) throws Exception {
    int files = Integer.parseInt(args[1]);
    int size = Integer.parseInt(args[2]);
    try (var pool = new HikariDataSource()) {
      pool.setJdbcUrl(args[0]);
      pool.setUsername("postgres");
      pool.setMaximumPoolSize(files);
      var store = new Files(JdbcClient.create(pool), event -> {});
      var transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
      var threads = Executors.newFixedThreadPool(files);
      var work = new ArrayList<Callable<Long>>();
      for (int i = 0; i < files; i++) {
        int file = i;
        work.add(() -> storeAndRead(store, transaction, file, size));
      }
      for (var done : threads.invokeAll(work)) {
        if (done.get() != size) {
          throw new IllegalStateException("A file came back with " + done.get() + " bytes");
        }
      }
      threads.shutdown();
    }
  }

  private static long storeAndRead(Files store, TransactionTemplate transaction, int file, int size)
      throws IOException {
    String name = "many" + file;
    var attachment =
        new Attachment(Attachment.Kind.VIDEO, name, name, null, "video/mp4", (long) size);
    var sent = new CheckedInputStream(new Bytes(size, file), new CRC32());
    Long id =
        transaction.execute(
            status -> {
              long expected = store.expect("telegram", attachment);
              try {
                store.stored(expected, sent, null);
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
              return expected;
            });
    if (id == null) {
      throw new IllegalStateException("Nothing was stored");
    }
    var content = store.content(store.find(id).orElseThrow());
    var read = new CheckedInputStream(content, new CRC32());
    long length = read.transferTo(java.io.OutputStream.nullOutputStream());
    if (read.getChecksum().getValue() != sent.getChecksum().getValue()) {
      throw new IllegalStateException("A file came back changed");
    }
    return length;
  }

  /** So many bytes that don't repeat within a piece. */
  private static final class Bytes extends InputStream {
    private final int size;
    private int seed;
    private int position;

    Bytes(int size, int seed) {
      this.size = size;
      this.seed = seed;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int length) {
      int read = Math.min(length, size - position);
      for (int i = from; i < from + read; i++) {
        seed = seed * 1_103_515_245 + 12_345;
        target[i] = (byte) (seed >>> 24);
      }
      position += read;
      return read == 0 ? -1 : read;
    }
  }
}

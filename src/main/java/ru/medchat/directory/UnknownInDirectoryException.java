package ru.medchat.directory;

/** Somebody named a municipality or an organisation that the directory does not know. */
public class UnknownInDirectoryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnknownInDirectoryException(String what, String id) {
    super("The directory knows no " + what + " \"" + id + "\"");
  }
}

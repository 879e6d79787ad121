package ru.medchat.workplace;

/** A file or an earlier appeal is none of this one's, or can't be had; the message says which. */
class FileNotThereException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  FileNotThereException(String message) {
    super(message);
  }
}

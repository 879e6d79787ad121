package ru.medchat.workplace;

/** A file is none of this appeal's, or its bytes can't be had; the message says which. */
class FileNotThereException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  FileNotThereException(String message) {
    super(message);
  }
}

package shop;

/** What a customer reads first. */
final class Greeting {
  static final String TEXT = "Welcome to the shop";

  private Greeting() {}
}

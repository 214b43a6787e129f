package shop;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** What things cost, in cents, and how money is written: the library "currencies" knows the signs. */
public final class Prices {
  private final Map<String, Integer> cents = new TreeMap<>(Map.of("apple", 45, "bread", 320, "coffee", 899));
  private final Properties signs;

  Prices(Properties signs) {
    this.signs = signs;
  }

  static Prices load() throws IOException {
    Properties signs = new Properties();
    try (InputStream in = Prices.class.getResourceAsStream("/currencies.properties")) {
      if (in == null) {
        throw new IOException("currencies.properties is not on the class path (expected: lib/currencies-*.jar)");
      }
      signs.load(in);
    }
    return new Prices(signs);
  }

  /** 1234 cents in EUR is "EUR 12.34". */
  String format(int amount, String currency) {
    return "%s %d.%02d".formatted(signs.getProperty(currency, currency), amount / 100, amount % 100);
  }

  String list(String currency) {
    StringBuilder list = new StringBuilder();
    cents.forEach((name, amount) -> list.append(name).append("  ").append(format(amount, currency)).append('\n'));
    return list.toString();
  }
}

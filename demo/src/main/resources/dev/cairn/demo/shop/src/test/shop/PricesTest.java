package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class PricesTest {
  @Test
  void centsAreAlwaysTwoDigits() {
    assertEquals("EUR 3.05", new Prices(new Properties()).format(305, "EUR"));
  }

  @Test
  void theLibraryKnowsTheSign() throws IOException {
    assertEquals("€ 12.34", Prices.load().format(1234, "EUR"));
  }

  @Test
  void everythingIsOnTheList() {
    assertTrue(new Prices(new Properties()).list("EUR").contains("coffee  EUR 8.99"));
  }
}

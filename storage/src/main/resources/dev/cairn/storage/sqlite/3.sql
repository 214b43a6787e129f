-- A delivery's page lists those that said the same again.
CREATE INDEX deliveries_again ON deliveries (duplicate_of) WHERE duplicate_of IS NOT NULL;

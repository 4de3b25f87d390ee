"""The page of classifiers: their editions, the crosswalks between these, and a search of codes and names."""

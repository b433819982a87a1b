from newsroom.editions.beginning import begin

__all__ = ["begin"]
